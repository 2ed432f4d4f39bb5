#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace saddle {

// The lines above a table that say something of it: they begin with # or %, as NumPy, R, gnuplot and Octave write them.
struct Comments {
  int64_t lines = 0;      // how many
  size_t end = 0;         // offset behind them, blank lines among them included
  int64_t next_line = 1;  // that `end` is the beginning of, counted from 1
  size_t last = 0;        // offset of what the last one says; it may name the columns
  int64_t last_line = 0;
};

// `from`: the beginning of line number `line`. A mark that a delimiter follows names a column ("#,x,y"), and where
// every line has a mark, they are data: none is a comment.
Comments comments_above(std::string_view text, size_t from, int64_t line);

// Whether the line that begins at `from` is such a one further below: there the mark must stand alone or before a
// blank, as cells may begin with it ("#ff0000").
bool is_comment_within(std::string_view text, size_t from);

}  // namespace saddle
