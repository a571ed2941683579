# SPDX-License-Identifier: Apache-2.0
"""Reads the R objects that the Debian packages carry, with Python alone: XDR serialisation, versions 2 and 3, the types that occur here.

The format is that of `R Internals`, section 1.8, Serialization Formats.
"""
import bz2
import gzip
import lzma
import struct
import zlib

NIL, REFERENCE, PACKAGE, ALTREP = 254, 255, 247, 238
SYMBOL, PAIRLIST, STRING, LOGICAL, INTEGER, REAL, TEXTS, LIST = 1, 2, 9, 10, 13, 14, 16, 19


def decompress(data):
    """Undoes whichever of gzip, bzip2 and xz the first bytes name."""
    for magic, undo in ((b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ", lzma.decompress)):
        if data.startswith(magic):
            return undo(data)
    return data


def read_rda(data):
    """Returns the objects of an .rda file by name."""
    plain = decompress(data)
    if plain[:5] not in (b"RDX2\n", b"RDX3\n"):
        raise ValueError(f"not an .rda file: begins with {plain[:5]!r}")
    return dict(Reader(plain[5:]).read().items())


def read_rds(data):
    """Returns the one object of an .rds or .rdx file."""
    return Reader(decompress(data)).read()


def read_lazy(index, data):
    """Returns the objects of a lazy-load data base by name: an .rdx file and its .rdb file."""
    out = {}
    for name, (offset, length) in dict(read_rds(index).items())["variables"].items():
        size, kind = struct.unpack(">I", data[offset : offset + 4])[0], data[offset + 4 : offset + 5]
        packed = data[offset + 4 : offset + length]
        undo = {b"2": lambda b: bz2.decompress(b[1:]), b"Z": lambda b: lzma.decompress(b[1:])}.get(kind, zlib.decompress)
        plain = undo(packed)
        if len(plain) != size:
            raise ValueError(f"{name} unpacks to {len(plain)} bytes, not {size}")
        out[name] = Reader(plain).read()
    return out


class Named(list):
    """A vector or list with its attributes, such as names, levels and class."""

    attributes = {}

    def items(self):
        return list(zip(self.attributes["names"], self))


class Reader:
    def __init__(self, data):
        if data[:2] != b"X\n":
            raise ValueError(f"not XDR: begins with {data[:2]!r}")
        self.data, self.at, self.references = data, 2, []
        version = self.ints(3)[0]
        if version == 3:
            self.take(self.ints(1)[0])  # the writer's native encoding

    def take(self, count):
        piece = self.data[self.at : self.at + count]
        self.at += count
        return piece

    def ints(self, count):
        return struct.unpack(f">{count}i", self.take(4 * count))

    def read(self):
        flags = self.ints(1)[0]
        kind, has_attributes, has_tag = flags & 0xFF, flags & 0x200, flags & 0x400
        if kind == NIL:
            return None
        if kind == REFERENCE:
            return self.references[(flags >> 8) - 1]
        if kind == SYMBOL:
            self.references.append(self.read())
            return self.references[-1]
        if kind == PAIRLIST:
            return self.pairs(flags)
        if kind == STRING:
            length = self.ints(1)[0]
            return None if length < 0 else self.take(length).decode("latin-1" if flags & 0x4000 else "utf-8")
        length = self.ints(1)[0]
        if kind in (LOGICAL, INTEGER):
            vector = Named(self.ints(length))
        elif kind == REAL:
            vector = Named(struct.unpack(f">{length}d", self.take(8 * length)))
        elif kind in (TEXTS, LIST):
            vector = Named(self.read() for _ in range(length))
        else:
            raise ValueError(f"R type {kind} is not read here")
        if has_attributes:
            vector.attributes = dict(self.read().items())
        return vector

    def pairs(self, flags):
        """A pair list in a row, and not one call deeper for each pair."""
        values, names = Named(), []
        while flags & 0xFF == PAIRLIST:
            if flags & 0x200:
                self.read()
            names.append(self.read() if flags & 0x400 else "")
            values.append(self.read())
            flags = self.ints(1)[0]
        values.attributes = {"names": names}
        return values
