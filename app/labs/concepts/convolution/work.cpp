#include "labs/concepts/convolution/work.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

namespace saddle::app {
namespace {

void add_field_numbers(const ConvolutionOptions& o, PageNumbers& all) {
  constexpr int channels = 64;
  const WindowStack large = stacked(o.size, 1, channels), small = stacked(3, o.layers, channels);
  const auto add = [&](const char* name, std::string_view label, int64_t value, std::string formula) {
    all.push_back({name, std::string(label), static_cast<double>(value), std::move(formula), {}, 9});
  };
  add("field_large", to_tr("receptive field"), large.field, fmt::format("1 + ({} − 1)", o.size));
  add("field_small", to_tr("receptive field"), small.field, fmt::format("1 + {}·(3 − 1)", o.layers));
  add("weights_large", to_tr("weights"), large.weights, fmt::format("{0}·{0}·64·64", o.size));
  add("weights_small", to_tr("weights"), small.weights, fmt::format("{}·3·3·64·64", o.layers));
  add("flops_large", to_tr("FLOPs a pixel"), 2 * large.multiplies, fmt::format("2·{}", large.multiplies));
  add("flops_small", to_tr("FLOPs a pixel"), 2 * small.multiplies, fmt::format("2·{}", small.multiplies));
}

void add_pixel_numbers(const ConvolutionOptions& o, PageNumbers& all) {
  const NumberImage picture = o.shown_picture(), map = o.map();
  const Sliding sliding = o.sliding();
  const double size = picture.rows, k = sliding.kernel, s = sliding.stride, p = sliding.padding;
  all.push_back({"output",
                 "OH",
                 static_cast<double>(map.rows),
                 fmt::format("({} + 2·{} − {}) / {} + 1", size, p, k, s),
                 {{std::floor((size + p - k) / s) + 1, to_tr("the padding lies on both sides: twice P")},
                  {std::floor((size + 2 * p - k) / s), to_tr("the + 1 is missing: the first place counts, too")},
                  {size + 2 * p - k + 1, to_tr("the stride is missing")},
                  {size - k + 1, to_tr("padding and stride are missing")}}});
  if (!sliding.fits(picture)) return;
  const GridCell pixel = chosen_pixel(o, map);
  const int top = pixel.row * sliding.stride - sliding.padding, left = pixel.column * sliding.stride - sliding.padding;
  PageNumber number{"pixel", fmt::format("({}, {})", pixel.row, pixel.column), map.at(0, pixel.row, pixel.column)};
  if (o.pools()) {
    number.formula = o.pooling == "max" ? "max" : "mean";
    all.push_back(std::move(number));
    return;
  }
  const NumberImage filter = o.filter();
  double first_row = 0, turned = 0, transposed = 0, patch = 0, other_place = 0;
  std::string formula;
  for (int y = 0; y < sliding.kernel; ++y) {
    for (int x = 0; x < sliding.kernel; ++x) {
      const double value = picture.at(0, top + y, left + x), weight = filter.at(0, y, x);
      if (y == 0) first_row += value * weight;
      turned += value * filter.at(0, sliding.kernel - 1 - y, sliding.kernel - 1 - x);
      transposed += value * filter.at(0, x, y);
      patch += value;
      other_place += picture.at(0, pixel.row - sliding.padding + y, pixel.column - sliding.padding + x) * weight;
      if (value == 0 || weight == 0) continue;
      formula += fmt::format("{}{}·{}", formula.empty() ? "" : " + ", shown_factor(value), shown_factor(weight));
    }
  }
  number.formula = formula.empty() ? "0" : formula;
  number.slips = {{first_row, to_tr("the sum is not complete: all rows of the patch count")},
                  {turned, to_tr("the filter is turned round: networks do not turn it")},
                  {transposed, to_tr("rows and columns of the filter are swapped")},
                  {patch, to_tr("the weights are missing")},
                  {other_place, to_tr("the stride is missing: the window stands elsewhere")}};
  all.push_back(std::move(number));
}

std::string table_of_numbers(const NumberImage& image) {
  std::string html = "<table class=\"grid\">";
  for (int row = 0; row < image.rows; ++row) {
    html += "<tr>";
    for (int column = 0; column < image.columns; ++column)
      html += "<td>" + shown_number(image.at(0, row, column)) + "</td>";
    html += "</tr>";
  }
  return html + "</table>";
}

}  // namespace

GridCell chosen_pixel(const ConvolutionOptions& o, const NumberImage& map) {
  return {std::clamp(o.row, 0, std::max(0, map.rows - 1)), std::clamp(o.column, 0, std::max(0, map.columns - 1))};
}

PageNumbers convolution_numbers(const Properties& properties) {
  const auto o = read<ConvolutionOptions>(properties);
  PageNumbers all;
  if (o.view == "channels") {
    add_channel_numbers(o, all);
  } else {
    o.view == "field" ? add_field_numbers(o, all) : add_pixel_numbers(o, all);
  }
  return all;
}

NumberCode convolution_code(const Properties& properties) {
  const auto o = read<ConvolutionOptions>(properties);
  if (o.view == "channels") return channel_code(o);
  NumberCode code;
  if (o.view == "field") {
    const WindowStack large = stacked(o.size, 1, 64), small = stacked(3, o.layers, 64);
    code.line(fmt::format("C, size, layers = 64, {}, {}", o.size, o.layers))
        .print("size * size * C * C", {static_cast<double>(large.weights)})
        .print("layers * 3 * 3 * C * C", {static_cast<double>(small.weights)})
        .line("# a multiply and an add for each weight, at each pixel")
        .print("2 * size * size * C * C", {static_cast<double>(2 * large.multiplies)})
        .print("2 * layers * 3 * 3 * C * C", {static_cast<double>(2 * small.multiplies)})
        .print("1 + layers * (3 - 1)", {static_cast<double>(small.field)});
    return code;
  }
  const NumberImage picture = o.shown_picture(), map = o.map();
  const Sliding sliding = o.sliding();
  code.line("x = np.array(" + python_rows(picture.values, picture.columns, 14) + ")");
  if (!o.pools()) code.line("w = np.array(" + python_rows(o.filter().values, sliding.kernel, 14) + ")");
  code.line(fmt::format("K, S, P = {}, {}, {}", sliding.kernel, sliding.stride, sliding.padding));
  if (sliding.padding > 0) code.line("x = np.pad(x, P)");
  code.line("OH = (len(x) - K) // S + 1").print("OH", {static_cast<double>(map.rows)});
  if (map.values.empty()) return code;
  const std::string patch = "x[S*i:S*i+K, S*j:S*j+K]";
  const std::string pixel = !o.pools()           ? "np.sum(" + patch + " * w)"
                            : o.pooling == "max" ? "np.max(" + patch + ")"
                                                 : "np.mean(" + patch + ")";
  code.line("y = np.array([[" + pixel + "\n               for j in range(OH)] for i in range(OH)])")
      .print("y", map.values);
  return code;
}

Properties convolution_exercise(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](uint64_t n) { return static_cast<int>(random() % n); };
  NumberImage kernel = NumberImage::of(1, 3, 3);
  for (double& weight : kernel.values) weight = below(5) - 2;
  return {{"picture", below(2) == 0 ? std::string("cross") : std::string("edge")},
          {"kernel", std::string("own")},
          {"own", square_text(kernel)},
          {"stride", 1 + below(2)},
          {"padding", below(2)},
          {"row", below(3)},
          {"column", below(3)}};
}

std::string convolution_given(const Properties& properties) {
  const auto o = read<ConvolutionOptions>(properties);
  return table_of_numbers(o.shown_picture()) + " &lowast; " + table_of_numbers(o.filter()) +
         fmt::format("<br>stride {}, padding {}", o.stride, o.padding);
}

}  // namespace saddle::app
