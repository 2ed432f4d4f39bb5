#include <algorithm>
#include <cmath>

#include "datasets/shared/resize.h"
#include "model/dataset_type.h"
#include "model/type_named.h"
#include "saddle/canvas.h"
#include "saddle/new_sample.h"

namespace saddle {
namespace {

using NewPicture = DatasetType::NewPicture;

DatasetType::Framing framing_of(const DatasetType* type, const Choice& data) {
  return type && type->framing ? type->framing(data.properties) : DatasetType::Framing();
}

PixelImage ink_of(const PixelImage& picture) {
  const Picture drawn = from_grey(picture.width, picture.height, picture.pixels.data());
  PixelImage white{.width = drawn.width, .height = drawn.height, .channels = 1};
  for (const float ink : drawn.ink) white.pixels.push_back(static_cast<uint8_t>(std::lround(255 * ink)));
  return white;
}

int channels_of(const catalog::SampleInfo& sample) {
  if (!takes_pictures(sample))
    throw Error("", "the model takes {}, of which no picture can be made; give it a table with a row for each sample",
                sample.shape.text());
  const int64_t channels = sample.shape[0];
  if (channels != 1 && channels != 3 && channels != 4)
    throw Error("", "the model takes {}; pictures have 1, 3 or 4 channels", sample.shape.text());
  return static_cast<int>(channels);
}

}  // namespace

bool takes_pictures(const catalog::SampleInfo& sample) { return sample.shape.rank() == 3; }

std::vector<float> sample_of_picture(const Choice& data, const catalog::SampleInfo& sample, const PixelImage& picture) {
  const int channels = channels_of(sample);
  if (picture.channels != channels)
    throw Error("", "the picture has {} channels, but the model takes {}", picture.channels, channels);
  const DatasetType* type = find_type(datasets::all(), data.type);
  const NewPicture kind = type ? type->new_picture : NewPicture::resized;
  if (kind == NewPicture::digit && sample.shape == Shape{1, 28, 28}) {
    const auto digit = mnist_form(from_grey(picture.width, picture.height, picture.pixels.data()));
    return {digit.begin(), digit.end()};
  }
  const bool ink = kind != NewPicture::resized && channels == 1;
  const PixelImage resized =
      resize(ink ? ink_of(picture) : picture, static_cast<int>(sample.shape[1]), static_cast<int>(sample.shape[2]),
             ink ? Fit::pad : fit_named(framing_of(type, data).fit));
  std::vector<float> values(resized.pixels.size());
  std::ranges::transform(resized.pixels, values.begin(), [](uint8_t value) { return static_cast<float>(value) / 255; });
  return values;
}

std::vector<float> sample_of_picture(const Choice& data, const catalog::SampleInfo& sample,
                                     const std::filesystem::path& file) {
  const DatasetType::Framing framing = framing_of(find_type(datasets::all(), data.type), data);
  return sample_of_picture(data, sample, read_picture(file, channels_of(sample), framing.paper));
}

}  // namespace saddle
