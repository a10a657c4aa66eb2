// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.file.Path;
import java.util.Locale;

/** Opens assemblies of every format. */
public final class Assemblies {

  private Assemblies() {}

  /**
   * Opens a file by how its name ends: {@code .nc}, {@code .nc4}, {@code .h5}, {@code .hdf5}
   * (netCDF-4), {@code .nwb}, {@code .npz} or {@code .csv}.
   *
   * @param file the file
   * @return the assembly, to be closed
   * @throws org.retrograde.api.error.RetrogradeException if it is of another kind or unreadable
   */
  public static AssemblySource open(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "nc", "nc4", "h5", "hdf5" -> NetcdfAssembly.open(file);
      case "nwb" -> NwbAssembly.open(file);
      case "npz" -> NpzAssembly.open(file);
      case "csv" -> CsvAssembly.read(file);
      default ->
          throw Refusal.of(
              file.toString(),
              "a file of unknown kind",
              "an assembly in .nc, .nwb, .npz or .csv",
              "write it with xarray's to_netcdf, numpy.savez or as a table");
    };
  }
}
