// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Measures files and methods with the compiler's own parser; comments before a method do not count.
 */
final class SourceLengths {

  static final int LONGEST_METHOD = 50;
  static final int LONGEST_FILE = 500;

  private SourceLengths() {}

  /**
   * The files and methods that are too long, each with its place and its lines; empty if none is.
   */
  static List<String> tooLong(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        measure(unit, trees.getSourcePositions(), found);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void measure(
      CompilationUnitTree unit, SourcePositions positions, List<String> found) {
    String file = unit.getSourceFile().getName();
    LineMap lines = unit.getLineMap();
    long length = lines.getLineNumber(positions.getEndPosition(unit, unit));
    if (length > LONGEST_FILE) {
      found.add(file + " has " + length + " lines");
    }
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void nothing) {
        long first = lines.getLineNumber(positions.getStartPosition(unit, method));
        long end = positions.getEndPosition(unit, method);
        if (end >= 0 && lines.getLineNumber(end) - first + 1 > LONGEST_METHOD) {
          found.add(
              file
                  + ":"
                  + first
                  + ": "
                  + method.getName()
                  + " has "
                  + (lines.getLineNumber(end) - first + 1)
                  + " lines");
        }
        return super.visitMethod(method, null);
      }
    }.scan(unit, null);
  }
}
