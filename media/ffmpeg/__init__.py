"""The only door to ffmpeg: what is in a file, sound for the recognizer, and the public rendition. Times in ms of the part.

Arguments are compiled by ffmpeg-python and run as lists (`processes.py`). Every input is opened with a list of protocols and
containers (`commands.py`), so that a playlist that passes for a video fetches nothing. Nobody imports what lies behind this door.
"""

from media.ffmpeg.levels import Loudness, levels_of, loudness, sound_of
from media.ffmpeg.picture import poster, video_of
from media.ffmpeg.probing import Heard, Probe, Sound, Video, key_frame_gap, probe, silent_and_black
from media.ffmpeg.processes import FfmpegError, Progress, ignore
from media.ffmpeg.sound import mezzanine, sound_segments

__all__ = [
    "FfmpegError", "Heard", "Loudness", "Probe", "Progress", "Sound", "Video", "ignore", "key_frame_gap", "levels_of", "loudness",
    "mezzanine", "poster", "probe", "silent_and_black", "sound_of", "sound_segments", "video_of",
]  # fmt: skip
