#include "datasets/shared/resize.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace saddle {
namespace {

// Along one axis: the stretch of the source [from, from + length), in pixels, that becomes `count` pixels of the
// result.
struct Span {
  double from = 0, length = 0;
  int first = 0, count = 0;
};

// The weights of the source pixels first, first + 1, …
struct Taps {
  int first = 0;
  std::vector<float> weights;
};

// Averages the stretch [low, high) of the source, 0 <= low < high <= length.
Taps mean_over(double low, double high, int length) {
  Taps taps{.first = std::min(static_cast<int>(low), length - 1), .weights = {}};
  for (int i = taps.first; i < length && i < high; ++i)
    taps.weights.push_back(static_cast<float>((std::min(high, i + 1.0) - std::max(low, double(i))) / (high - low)));
  return taps;
}

// Interpolates between the middles of two pixels of the source.
Taps between(double place, int length) {
  const double at = std::clamp(place - 0.5, 0.0, length - 1.0);
  const int left = static_cast<int>(at);
  const auto share = static_cast<float>(at - left);
  if (left + 1 >= length) return {.first = left, .weights = {1.0f}};
  return {.first = left, .weights = {1 - share, share}};
}

std::vector<Taps> taps_of(const Span& span, int length) {
  std::vector<Taps> taps;
  const double step = span.length / span.count;
  for (int i = 0; i < span.count; ++i) {
    const double low = std::max(0.0, span.from + i * step), high = std::min<double>(length, span.from + (i + 1) * step);
    taps.push_back(step >= 1 ? mean_over(low, high, length) : between((low + high) / 2, length));
  }
  return taps;
}

}  // namespace

Fit fit_named(const std::string& name) {
  return name == "pad" ? Fit::pad : name == "stretch" ? Fit::stretch : Fit::crop;
}

PixelImage resize(const PixelImage& picture, int height, int width, Fit fit) {
  Span across{0, double(picture.width), 0, width}, down{0, double(picture.height), 0, height};
  const double scale_x = double(width) / picture.width, scale_y = double(height) / picture.height;
  if (fit == Fit::crop) {
    const double scale = std::max(scale_x, scale_y);
    across.length = width / scale, across.from = (picture.width - across.length) / 2;
    down.length = height / scale, down.from = (picture.height - down.length) / 2;
  } else if (fit == Fit::pad) {
    const double scale = std::min(scale_x, scale_y);
    across.count = std::clamp(static_cast<int>(std::lround(picture.width * scale)), 1, width);
    down.count = std::clamp(static_cast<int>(std::lround(picture.height * scale)), 1, height);
    across.first = (width - across.count) / 2, down.first = (height - down.count) / 2;
  }
  const auto columns = taps_of(across, picture.width), rows = taps_of(down, picture.height);
  const int channels = picture.channels;
  PixelImage result{width, height, channels, {}};
  result.pixels.resize(static_cast<size_t>(width) * static_cast<size_t>(height) * static_cast<size_t>(channels));

  // Combines the rows of the source that a row of the result needs, then resamples along the row.
  std::vector<float> line(static_cast<size_t>(picture.width * channels));
  for (int row = 0; row < down.count; ++row) {
    std::fill(line.begin(), line.end(), 0.0f);
    const Taps& tap = rows[static_cast<size_t>(row)];
    for (size_t k = 0; k < tap.weights.size(); ++k) {
      const uint8_t* source = picture.pixels.data() + (tap.first + static_cast<int64_t>(k)) * picture.width * channels;
      for (size_t i = 0; i < line.size(); ++i) line[i] += tap.weights[k] * static_cast<float>(source[i]);
    }
    uint8_t* target = result.pixels.data() + (int64_t{down.first + row} * width + across.first) * channels;
    for (const Taps& column : columns) {
      for (int c = 0; c < channels; ++c) {
        float sum = 0;
        for (size_t k = 0; k < column.weights.size(); ++k)
          sum += column.weights[k] *
                 line[(static_cast<size_t>(column.first) + k) * static_cast<size_t>(channels) + static_cast<size_t>(c)];
        *target++ = static_cast<uint8_t>(std::clamp(sum + 0.5f, 0.0f, 255.0f));
      }
    }
  }
  return result;
}

}  // namespace saddle
