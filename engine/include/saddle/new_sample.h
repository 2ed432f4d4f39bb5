#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/experiment.h"
#include "saddle/picture.h"

// What users bring to a model that was trained on other data: pictures and rows of a table, made into samples as its
// data set made its own. Values are channels-last and not normalized, as Model::predict() and probes take them.
namespace saddle {

// Whether samples of this kind can be made of a picture. Of digits, a drawing of any size is centered as MNIST's
// authors did; of folders of pictures, a picture is fitted as the set says; of other sets, its edges are cut off.
bool takes_pictures(const catalog::SampleInfo& sample);
// Throws Error where samples are no pictures, or have neither 1, 3 nor 4 channels.
std::vector<float> sample_of_picture(const Choice& data, const catalog::SampleInfo& sample, const PixelImage& picture);
// Reads the file with the channels that the samples have. Throws Error where it cannot be read, and as above.
std::vector<float> sample_of_picture(const Choice& data, const catalog::SampleInfo& sample,
                                     const std::filesystem::path& file);

struct NewRow {
  int64_t line = 0;  // of the file or text, from 1
  std::vector<float> values;
};
// The columns that a row must have, in their order: "age", "sex"; where the data have no names, "1", "2", …
std::vector<std::string> columns_of(const catalog::SampleInfo& sample);
// A table as CSV, in whatever encoding and delimiter. Its first line may name the columns, in any order and among
// others that are not needed; otherwise there is a cell for each of columns_of(), in that order. Throws Error, naming
// `where` and the line, for columns and values that are missing, words that the model has not learned from, and samples
// that are no rows.
std::vector<NewRow> samples_of_table(const catalog::SampleInfo& sample, std::string bytes, const std::string& where);
std::vector<NewRow> samples_of_table(const catalog::SampleInfo& sample, const std::filesystem::path& file);

}  // namespace saddle
