#include "labs/concepts/im2col/work.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "labs/concepts/shared/typed.h"

namespace saddle::app {

Im2colWork::Im2colWork(const Im2colOptions& o) : picture(o.picture()), filter(o.filter()) {
  const Sliding sliding = o.sliding();
  columns = o.row_length();
  if (!sliding.fits(picture)) return;
  map = convolve(picture, filter, sliding);
  rows = map.rows * map.columns;
  patch = std::clamp(o.patch, 0, rows - 1);
  entry = std::clamp(o.entry, 0, columns - 1);
  matrix = im2col(picture, sliding);
  counts = patch_counts(picture, sliding);
  if (o.view != "back") return;
  // Each output has the gradient 1: a row of the matrix gets the filter's weights.
  for (size_t i = 0; i < matrix.size(); ++i) matrix[i] = filter.values[i % filter.values.size()];
  back = col2im(matrix, picture, sliding);
}

std::pair<int, GridCell> source_of(const Im2colOptions& o, const Im2colWork& work, int patch, int entry) {
  const int y = patch / work.map.columns, x = patch % work.map.columns, area = o.kernel * o.kernel;
  return {entry / area,
          {y * o.stride - o.padding + entry % area / o.kernel, x * o.stride - o.padding + entry % o.kernel}};
}

PageNumbers im2col_numbers(const Properties& properties) {
  const auto o = read<Im2colOptions>(properties);
  const Im2colWork work(o);
  const int side = o.sliding().output(o.size), k = o.kernel;
  PageNumbers all;
  const auto whole = [](int64_t value) { return static_cast<double>(value); };
  all.push_back({"rows",
                 std::string(to_tr("rows")),
                 whole(work.rows),
                 fmt::format("OH·OW = {}·{}", side, side),
                 {{whole(side), to_tr("rows count in both directions: OH·OW")},
                  {whole(o.size * o.size), to_tr("that is the size of the picture, not of the map")}}});
  all.push_back({"columns",
                 std::string(to_tr("columns")),
                 whole(work.columns),
                 fmt::format("C·FH·FW = {}·{}·{}", o.channels, k, k),
                 {{whole(k * k), to_tr("the channels are missing")},
                  {whole(o.channels * k), to_tr("the filter has two sides: FH·FW")}}});
  if (work.rows == 0) return all;
  const double numbers = whole(int64_t{work.rows} * work.columns),
               pixels = whole(int64_t{o.channels} * o.size * o.size);
  all.push_back(
      {"memory", std::string(to_tr("times the memory")), numbers / pixels, fmt::format("{} / {}", numbers, pixels)});
  const auto& [channel, cell] = source_of(o, work, work.patch, work.entry);
  const bool padded = cell.row < 0 || cell.column < 0 || cell.row >= o.size || cell.column >= o.size;
  if (o.view == "back") {
    if (padded) return all;
    const double count = work.counts.at(channel, cell.row, cell.column);
    all.push_back({"count",
                   std::string(to_tr("patches of the pixel")),
                   count,
                   {},
                   {{1, to_tr("neighboring windows overlap: look at all that cover the pixel")},
                    {whole(k * k), to_tr("at the edge fewer windows cover a pixel")}}});
    all.push_back({"pixel", "∂L/∂x", work.back.at(channel, cell.row, cell.column)});
    return all;
  }
  double sum = 0, first = 0, unsigned_sum = 0;
  std::string formula;
  for (int i = 0; i < work.columns; ++i) {
    const double value = work.matrix[static_cast<size_t>(work.patch * work.columns + i)],
                 weight = work.filter.values[static_cast<size_t>(i)];
    sum += value * weight;
    unsigned_sum += value * std::abs(weight);
    if (i < k * k) first += value * weight;
    if (value == 0 || weight == 0) continue;
    const bool small = o.channels * k * k <= 12;
    if (small) formula += fmt::format("{}{}·{}", formula.empty() ? "" : " + ", value, shown_factor(weight));
  }
  all.push_back(
      {"pixel",
       "y" + subscript(work.patch),
       sum,
       formula,
       {{unsigned_sum, to_tr("a weight of −1 subtracts")}, {first, to_tr("all channels add up in one pixel")}}});
  return all;
}

NumberCode im2col_code(const Properties& properties) {
  const auto o = read<Im2colOptions>(properties);
  const Im2colWork work(o);
  NumberCode code;
  code.line(fmt::format("C, H, K, S, P = {}, {}, {}, {}, {}", o.channels, o.size, o.kernel, o.stride, o.padding))
      .line("x = (7 * np.arange(C * H * H) % 10).reshape(C, H, H)")
      .line("OH = (H + 2 * P - K) // S + 1")
      .print("OH", {static_cast<double>(o.sliding().output(o.size))});
  if (work.rows == 0) return code;
  code.line("padded = np.pad(x, ((0, 0), (P, P), (P, P)))")
      .line(
          "windows = [(slice(None), slice(S*i, S*i + K), slice(S*j, S*j + K))\n"
          "           for i in range(OH) for j in range(OH)]")
      .line("col = np.array([padded[window].ravel() for window in windows])")
      .print("col.shape", {static_cast<double>(work.rows), static_cast<double>(work.columns)})
      .line("w = np.arange(C * K * K) % 3 - 1");
  if (o.view != "back") {
    code.print("col[0]", {work.matrix.begin(), work.matrix.begin() + work.columns}).print("col @ w", work.map.values);
    return code;
  }
  code.line("dcol = np.ones((len(col), 1)) * w  # each output has the gradient 1")
      .line("dx, count = np.zeros_like(padded, float), np.zeros_like(padded)")
      .line(
          "for window, row in zip(windows, dcol):\n"
          "    dx[window] += row.reshape(C, K, K)  # col2im: they add up\n"
          "    count[window] += 1")
      .line("inside = (slice(None), slice(P, P + H), slice(P, P + H))")
      .print("count[inside]", work.counts.values)
      .print("dx[inside]", work.back.values);
  return code;
}

Properties im2col_exercise(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](uint64_t n) { return static_cast<int>(random() % n); };
  return {{"channels", 1 + below(2)},
          {"size", 4 + below(3)},
          {"kernel", 2 + below(2)},
          {"stride", 1 + below(2)},
          {"patch", below(4)}};
}

std::string im2col_given(const Properties& properties) {
  const auto o = read<Im2colOptions>(properties);
  const Im2colWork work(o);
  std::string filter, row;
  for (const double weight : work.filter.values) filter += shown_number(weight) + " ";
  for (int i = 0; i < work.columns; ++i)
    row += shown_number(work.matrix[static_cast<size_t>(work.patch * work.columns + i)]) + " ";
  return fmt::format(
      "x: (C, H, W) = ({0}, {1}, {1}); w: ({0}, {2}, {2}); S = {3}, P = {4}<br>col[{5}] = ({6})<br>w = ({7})",
      o.channels, o.size, o.kernel, o.stride, o.padding, work.patch, row, filter);
}

}  // namespace saddle::app
