#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the assemblies beside this file; needs xarray, netCDF4, h5netcdf and h5py.

Values say where they belong: 1000 neuroid + 10 presentation + time bin.
"""

import os

import h5py
import netCDF4
import numpy as np
import xarray as xr

HERE = os.path.dirname(os.path.abspath(__file__))
STIMULI = ["img10", "img2", "größe", "img10", "img2"]
AXES = {"presentation": 5, "neuroid": 3, "time_bin": 2}


def value(p, n, t):
    return 1000.0 * n + 10 * p + t


def assembly(dims, dtype="float32", columns=True):
    grids = np.meshgrid(*[np.arange(AXES[d]) for d in dims], indexing="ij")
    at = {d: grids[i] for i, d in enumerate(dims)}
    at.setdefault("time_bin", 0)
    values = value(at["presentation"], at["neuroid"], at["time_bin"]).astype(dtype)
    coords = {
        "stimulus_id": ("presentation", STIMULI),
        "repetition": ("presentation", [0, 0, 0, 1, 1]),
        "object_name": ("presentation", ["car", "dog", "dog", "car", "dog"]),
        "correct": ("presentation", [True, False, True, True, False]),
        "rxy": ("presentation", [0.5, 1.5, np.nan, 0.5, 1.5]),
        "neuroid_id": ("neuroid", ["a", "b", "c"]),
        "region": ("neuroid", ["IT", "V4", "IT"]),
        "x": ("neuroid", [0.25, -1.0, 3.0]),
    }
    if "time_bin" in dims:
        coords["time_bin_start"] = ("time_bin", [70, 80])
        coords["time_bin_end"] = ("time_bin", [80, 90])
    attrs = {"identifier": "made." + "-".join(dims), "stimulus_set_identifier": "made.stimuli"}
    return xr.DataArray(values, dims=dims, coords=coords if columns else {}, name="data", attrs=attrs)


def write(name, array, engine="netcdf4", **encoding):
    path = os.path.join(HERE, name)
    dataset = array.to_dataset()
    dataset.attrs.update(array.attrs)
    dataset.to_netcdf(path, engine=engine, encoding={array.name: encoding})


def main():
    order = ("neuroid", "presentation", "time_bin")
    # More than 8 links: they lie in a fractal heap, not in the group's header.
    write("netcdf4-compressed.nc", assembly(order), zlib=True, complevel=9, shuffle=True, chunksizes=(2, 2, 1))
    write("netcdf4-plain.nc", assembly(("presentation", "time_bin", "neuroid"), "float64"))
    write("h5netcdf-compressed.nc", assembly(("time_bin", "neuroid", "presentation"), "int32"),
          engine="h5netcdf", compression="gzip", compression_opts=4, chunksizes=(1, 2, 3), fletcher32=True)
    write("h5netcdf-plain.nc", assembly(("presentation", "neuroid")), engine="h5netcdf")

    old = assembly(order).rename({"stimulus_id": "image_id"}).rename("__xarray_dataarray_variable__")
    old.attrs.clear()
    write("old-names.nc", old)
    # One bin picked with isel: its times become variables without an axis.
    write("one-bin.nc", assembly(order).isel(time_bin=1))

    any_name = assembly(order).rename("responses")
    write("any-name.nc", any_name)
    two = any_name.to_dataset().assign(others=any_name)
    two.to_netcdf(os.path.join(HERE, "two-arrays.nc"))

    missing = assembly(order).copy()
    missing.values[1, 0, 0] = np.nan
    write("missing-values.nc", missing, zlib=True, _FillValue=-1.0)

    no_stimuli = assembly(order).drop_vars("stimulus_id")
    write("no-stimulus.nc", no_stimuli)
    write("other-axis.nc", assembly(order).rename({"time_bin": "electrode_time"}))

    with netCDF4.Dataset(os.path.join(HERE, "never-written.nc"), "w") as f:
        for dim, length in AXES.items():
            f.createDimension(dim, length)
        data = f.createVariable("data", "f4", order, chunksizes=(1, 5, 2), fill_value=np.nan, zlib=True)
        data[0] = [[value(p, 0, t) for t in range(2)] for p in range(5)]
        ids = f.createVariable("stimulus_id", str, ("presentation",))
        ids[:] = np.array(STIMULI, dtype=object)
        # Characters with an axis of their own, as older tools write texts.
        f.createDimension("letters", 2)
        names = f.createVariable("neuroid_id", "S1", ("neuroid", "letters"))
        names._Encoding = "utf-8"
        names.set_auto_chartostring(False)
        names[:] = np.array(["ab".encode(), "ü".encode(), b"c"], dtype="S2").view("S1").reshape(3, 2)

    with h5py.File(os.path.join(HERE, "without-dimensions.nc"), "w") as f:
        f["data"] = np.zeros((3, 5))
    hdf5("lzf.nc", {"compression": "lzf"})
    hdf5("scaleoffset.nc", {"scaleoffset": 3})
    # LZ4 by its number; nothing is written, since h5py has no encoder for it.
    hdf5("lz4.nc", {"chunks": (5, 3)}, lambda p: (p.set_chunk((5, 3)), p.set_filter(32004, h5py.h5z.FLAG_OPTIONAL)))
    hdf5("compact.nc", {}, lambda p: p.set_layout(h5py.h5d.COMPACT), write=True)
    hdf5("unwritten.nc", {}, lambda p: p.set_fill_value(np.array(-7.0)))
    types()
    # The newest layouts: version 4 chunk indexes, a superblock of version 3.
    with h5py.File(os.path.join(HERE, "latest.nc"), "w", libver="latest") as f:
        presentation = f.create_dataset("presentation", data=np.arange(5))
        neuroid = f.create_dataset("neuroid", data=np.arange(3))
        for scale in (presentation, neuroid):
            scale.make_scale(scale.name[1:])
        values = np.array([[value(p, n, 0) for n in range(3)] for p in range(5)])
        f.create_dataset("data", data=values, chunks=(2, 2), compression="gzip")
        f["stimulus_id"] = np.array(STIMULI, dtype=h5py.string_dtype())
        f["correct"] = np.array([True, False, True, True, False])
        f["code"] = np.array([b"x", b"yy", b"zzz", b"x", b"yy"])
        f["data"].dims[0].attach_scale(presentation)
        f["data"].dims[1].attach_scale(neuroid)
        for name in ("stimulus_id", "correct", "code"):
            f[name].dims[0].attach_scale(presentation)

    nwb()


def types():
    """Columns of every type of number, and packed values."""
    with netCDF4.Dataset(os.path.join(HERE, "types.nc"), "w") as f:
        f.createDimension("presentation", 3)
        f.createDimension("neuroid", 2)
        data = f.createVariable("data", "i2", ("presentation", "neuroid"))
        data.scale_factor, data.add_offset, data.missing_value = 0.5, 10.0, np.int16(-1)
        data.set_auto_maskandscale(False)
        data[:] = [[0, 1], [2, -1], [4, -2]]
        ids = f.createVariable("stimulus_id", "i4", ("presentation",))
        ids[:] = [3, 1, 2]
        for kind in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", ">i4", ">f8"):
            name = kind.replace(">", "big_")
            column = f.createVariable(name, kind, ("presentation",), endian="big" if ">" in kind else "native")
            top = np.iinfo(kind).max if kind[-2] in "iu" and kind != "u8" else 2.5 if "f" in kind else 7
            column[:] = np.array([1, top, 0], dtype=kind)
        filled = f.createVariable("filled", "i4", ("presentation",), fill_value=-9)
        filled[:] = np.ma.array([1, 2, 3], mask=[0, 1, 0])
        packed = f.createVariable("packed", "i2", ("presentation",))
        packed.scale_factor = 0.1
        packed[:] = [0.1, 0.2, 0.3]
        square = f.createVariable("square", "f4", ("presentation", "presentation"))
        square[:] = 0
    with h5py.File(os.path.join(HERE, "types.nc"), "a") as f:
        f.create_dataset("half", data=np.array([1, 2.5, 0], dtype="f2")).dims[0].attach_scale(f["presentation"])
        pairs = np.zeros(3, dtype=[("a", "i4"), ("b", "f4")])
        f.create_dataset("pairs", data=pairs).dims[0].attach_scale(f["presentation"])


def hdf5(name, filters, prepare=None, write=False):
    """What h5py alone writes, with names of dimensions."""
    with h5py.File(os.path.join(HERE, name), "w") as f:
        presentation = f.create_dataset("presentation", data=np.arange(5))
        neuroid = f.create_dataset("neuroid", data=np.arange(3))
        for scale in (presentation, neuroid):
            scale.make_scale(scale.name[1:])
        values = np.array([[value(p, n, 0) for n in range(3)] for p in range(5)])
        if prepare:
            properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            prepare(properties)
            space = h5py.h5s.create_simple(values.shape)
            h5py.h5d.create(f.id, b"data", h5py.h5t.IEEE_F64LE, space, dcpl=properties)
            if write:
                f["data"][...] = values
        else:
            f.create_dataset("data", data=values, **filters)
        f["stimulus_id"] = np.array(STIMULI, dtype=h5py.string_dtype())
        f["data"].dims[0].attach_scale(presentation)
        f["data"].dims[1].attach_scale(neuroid)
        f["stimulus_id"].dims[0].attach_scale(presentation)


def nwb():
    """What ndx-binned-spikes makes, as far as it is read: 3 units, 5 events, 2 bins."""
    with h5py.File(os.path.join(HERE, "binned.nwb"), "w") as f:
        f.attrs["identifier"] = "session-1"
        f["identifier"] = "session-1"
        group = f.create_group("processing/ecephys/BinnedAlignedSpikesToStimulus")
        group.attrs["neurodata_type"] = "BinnedAlignedSpikes"
        group.attrs["bin_width_in_ms"] = 10.0
        group.attrs["event_to_bin_offset_in_ms"] = -20.0
        counts = np.array([[[value(p, n, t) for t in range(2)] for p in range(5)] for n in range(3)], dtype="u8")
        group.create_dataset("data", data=counts, chunks=(1, 5, 2), compression="gzip")
        group["event_timestamps"] = np.arange(5) * 0.3
        group["condition_indices"] = np.array([0, 1, 2, 0, 1], dtype="u8")
        group["condition_labels"] = np.array(["img10", "img2", "größe"], dtype=h5py.string_dtype())
        group["units_region"] = np.array([2, 0, 1])
        units = f.create_group("units")
        units["id"] = np.array([7, 8, 9])
        units["unit_name"] = np.array(["a", "b", "c"], dtype=h5py.string_dtype())
        units["spike_times"] = np.zeros(20)

    def small(name, **parts):
        with h5py.File(os.path.join(HERE, name), "w") as f:
            group = f.create_group("processing/ecephys/BinnedAlignedSpikes")
            group.attrs["neurodata_type"] = "BinnedAlignedSpikes"
            attributes = parts.pop("attributes", {"bin_width_in_milliseconds": 5.0})
            for key, content in attributes.items():
                group.attrs[key] = content
            for key, content in parts.items():
                group[key] = content

    counts = np.zeros((1, 2, 1))
    small("binned-old.nwb", data=counts, condition_indices=np.array([3, 4]))
    small("no-conditions.nwb", data=counts)
    small("few-conditions.nwb", data=counts, condition_indices=np.array([3]))
    small("no-width.nwb", data=counts, condition_indices=np.array([3, 4]), attributes={})
    small("flat.nwb", data=counts[..., 0], condition_indices=np.array([3, 4]))


if __name__ == "__main__":
    main()
