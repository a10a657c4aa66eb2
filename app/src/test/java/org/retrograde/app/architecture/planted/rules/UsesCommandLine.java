// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.rules;

import org.apache.commons.cli.Options;

/** Planted: the command line outside the application. */
record UsesCommandLine(Options options) {}
