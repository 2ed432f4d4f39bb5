"""Writes numpy_dataset.npz, numpy_parts.npz and numpy_labels.npz: arrays whose values follow from their indices, in the types that people have.

    python3 make_numpy_dataset.py
"""
import numpy as np

n, c, h, w = np.ogrid[:6, :3, :2, :4]
pictures = (n * 24 + c * 8 + h * 4 + w).astype(np.uint8)
np.savez_compressed(
    "numpy_dataset.npz",
    x=np.arange(12, dtype=np.float64).reshape(6, 2) / 8 - 0.5,
    y=np.array([0, 1, 2, 0, 1, 2], dtype=np.int64),
    pictures=pictures,
    pictures_last=np.ascontiguousarray(pictures.transpose(0, 2, 3, 1)),
    pictures_fortran=np.asfortranarray(pictures),
    grey=np.ascontiguousarray(pictures[:, 0]),
    halves=(pictures / 2).astype(np.float16),
    labels=np.array([0, 1, 0, 1, 0, 1], dtype=np.uint8),
    column=np.array([[0], [1], [0], [1], [0], [1]], dtype=">i4"),
    maps=(pictures[:, 1] % 5).astype(np.int16),
    targets=np.arange(12, dtype=np.float64).reshape(6, 2) * 0.25,
    number=np.arange(6, dtype=np.float32) + 0.5,
    words=np.array("not numbers"),
    broken=np.array([[0.0, np.nan]] * 6),
    negative=np.array([0, 1, -1, 0, 1, 0], dtype=np.int8),
)
np.savez(
    "numpy_parts.npz",
    x_train=np.arange(12, dtype=np.float64).reshape(6, 2),
    y_train=np.array([0, 1, 2, 0, 1, 2], dtype=np.int64),
    x_test=np.array([[100, 200], [300, 400]], dtype=np.float32),
    y_test=np.array([2, 3], dtype=np.int32),
    x_validation=np.array([[-1, -2]], dtype=np.int16),
    y_validation=np.array([1], dtype=np.uint16),
)
n, h, w, c = np.ogrid[:4, :8, :8, :3]
np.savez_compressed(
    "numpy_labels.npz",
    x=np.arange(8, dtype=np.float32).reshape(4, 2),
    y=np.array([0, 1, 0, 1], dtype=np.int64),
    last=(n * 50 + h * 5 + w * 2 + c).astype(np.float32) / 255,
    cube=np.zeros((4, 3, 3, 3), dtype=np.float32),
    one_hot=np.eye(3, dtype=np.int64)[[2, 0, 1, 0]],
    soft=np.array([[0.5, 0.5, 0]] * 4),
    words=np.array(["튤립", "봄", "벚꽃", "봄"]),
    big_endian_words=np.array(["b", "a", "b", "a"]).astype(">U1"),
    byte_words=np.array([b"oak", b"ash", b"oak", b"ash"]),
    from_one=np.array([1, 2, 3, 1], dtype=np.int64),
    far_apart=np.array([3, 7, 3, 7], dtype=np.uint8),
    signs=np.array([-1, 1, 1, -1], dtype=np.int8),
    bytes_as_numbers=np.full((4, 2), 255, dtype=np.int64),
)
