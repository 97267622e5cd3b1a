"""An app for worker processes of the tests: stages that leave traces in a folder."""
