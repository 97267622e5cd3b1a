"""Whisper weights of a CTranslate2 file as a checkpoint that the `whisper` package loads: one model for both engines.

The float16 weights are the same bit for bit; only names and layout differ. Needs torch, so it is imported lazily.
"""

from __future__ import annotations

import os
import struct
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from transcripts.recognizers.base import RecognizerUnavailable

Array = npt.NDArray[Any]
TYPES: dict[int, type[np.generic]] = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


def checkpoint_of(folder: Path) -> Path:
    """The `.pt` file in the folder; made from its `model.bin` once, beside it. Raises RecognizerUnavailable."""
    for there in sorted(folder.glob("*.pt")):
        return there
    import torch

    weights = {name: torch.from_numpy(np.array(value)) for name, value in read_weights(folder / "model.bin").items()}
    content = {"dims": _dimensions(weights), "model_state_dict": _state(weights)}
    handle, work = tempfile.mkstemp(prefix=".checkpoint.", dir=folder)
    os.close(handle)
    target = folder / "openai-whisper.pt"
    try:
        torch.save(content, work)
        Path(work).replace(target)
    finally:
        Path(work).unlink(missing_ok=True)
    return target


def read_weights(path: Path) -> dict[str, Array]:
    """Named arrays of a CTranslate2 model file (binary version 6). Raises RecognizerUnavailable for anything else."""
    with path.open("rb") as file:
        _numbers(file, "I")
        specification = _text(file)
        if "Whisper" not in specification:
            raise RecognizerUnavailable("model_damaged", file=path.name, specification=specification)
        _revision, count = _numbers(file, "II")
        arrays: dict[str, Array] = {}
        for _index in range(count):
            name = _text(file)
            (rank,) = _numbers(file, "B")
            shape = _numbers(file, "I" * rank) if rank else ()
            kind, size = *_numbers(file, "B"), *_numbers(file, "I")
            arrays[name] = np.frombuffer(file.read(size), TYPES[kind]).reshape(shape)
        (aliases,) = _numbers(file, "I")
        for _index in range(aliases):
            alias = _text(file)
            arrays[alias] = arrays[_text(file)]
    return arrays


def _numbers(file: BinaryIO, layout: str) -> tuple[int, ...]:
    # Field by field: CTranslate2 writes without padding.
    return tuple(struct.unpack("<" + kind, file.read(struct.calcsize("<" + kind)))[0] for kind in layout)


def _text(file: BinaryIO) -> str:
    (length,) = _numbers(file, "H")
    return file.read(length)[:-1].decode()


def _layers(weights: dict[str, Any], side: str) -> int:
    found = {name.split("/")[1] for name in weights if name.startswith(f"{side}/layer_")} - {"layer_norm"}
    return len(found)


def _dimensions(weights: dict[str, Any]) -> dict[str, int]:
    mels = weights["encoder/conv1/weight"].shape
    heads = int(weights["encoder/num_heads"]), int(weights["decoder/num_heads"])
    vocabulary, state = weights["decoder/embeddings/weight"].shape
    return {
        "n_mels": mels[1],
        "n_vocab": vocabulary,
        "n_audio_ctx": weights["encoder/position_encodings/encodings"].shape[0],
        "n_audio_state": mels[0],
        "n_audio_head": heads[0],
        "n_audio_layer": _layers(weights, "encoder"),
        "n_text_ctx": weights["decoder/position_encodings/encodings"].shape[0],
        "n_text_state": state,
        "n_text_head": heads[1],
        "n_text_layer": _layers(weights, "decoder"),
    }


def _state(weights: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}

    def linear(target: str, source: str) -> None:
        out[f"{target}.weight"] = weights[f"{source}/weight"]
        out[f"{target}.bias"] = weights[f"{source}/bias"]

    def norm(target: str, source: str) -> None:
        out[f"{target}.weight"] = weights[f"{source}/gamma"]
        out[f"{target}.bias"] = weights[f"{source}/beta"]

    def joined_inputs(target: str, source: str, names: tuple[str, ...]) -> None:
        # CTranslate2 keeps query, key and value as one matrix; Whisper's key has no bias (zeros there).
        weight, bias = weights[f"{source}/weight"], weights[f"{source}/bias"]
        size = weight.shape[1]
        for index, name in enumerate(names):
            rows = slice(index * size, (index + 1) * size)
            out[f"{target}.{name}.weight"] = weight[rows].clone()
            if name != "key":
                out[f"{target}.{name}.bias"] = bias[rows].clone()

    def own_attention(target: str, source: str) -> None:
        joined_inputs(target, f"{source}/linear_0", ("query", "key", "value"))
        linear(f"{target}.out", f"{source}/linear_1")

    def feed_forward(target: str, source: str) -> None:
        linear(f"{target}.mlp.0", f"{source}/ffn/linear_0")
        linear(f"{target}.mlp.2", f"{source}/ffn/linear_1")
        norm(f"{target}.mlp_ln", f"{source}/ffn/layer_norm")

    for convolution in ("conv1", "conv2"):
        linear(f"encoder.{convolution}", f"encoder/{convolution}")
    out["encoder.positional_embedding"] = weights["encoder/position_encodings/encodings"]
    out["decoder.token_embedding.weight"] = weights["decoder/embeddings/weight"]
    out["decoder.positional_embedding"] = weights["decoder/position_encodings/encodings"]
    for side in ("encoder", "decoder"):
        for index in range(_layers(weights, side)):
            target, source = f"{side}.blocks.{index}", f"{side}/layer_{index}"
            own_attention(f"{target}.attn", f"{source}/self_attention")
            norm(f"{target}.attn_ln", f"{source}/self_attention/layer_norm")
            feed_forward(target, source)
            if side == "decoder":
                linear(f"{target}.cross_attn.query", f"{source}/attention/linear_0")
                joined_inputs(f"{target}.cross_attn", f"{source}/attention/linear_1", ("key", "value"))
                linear(f"{target}.cross_attn.out", f"{source}/attention/linear_2")
                norm(f"{target}.cross_attn_ln", f"{source}/attention/layer_norm")
    norm("encoder.ln_post", "encoder/layer_norm")
    norm("decoder.ln", "decoder/layer_norm")
    return out
