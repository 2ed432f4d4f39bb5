#pragma once

#include <cmath>
#include <cstdlib>
#include <string_view>

#include "folder.h"
#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/text_file.h"

// Whatever is in the file, there is an answer; and a data set that is accepted is what it said of itself, and sound.
inline void fuzz_load(std::string_view bytes, saddle::Choice data) {
  const auto file = fuzz_folder() / data.type;
  saddle::write_text_file(file, bytes);
  data.properties["path"] = file.string();
  const saddle::catalog::SampleInfo info = saddle::catalog::sample_info(data);
  try {
    const auto dataset = saddle::load_dataset(data);
    if (info.issue || info.shape != dataset->sample || info.classes != dataset->classes) std::abort();
    for (const saddle::Samples* part : {&dataset->train, &dataset->validation, &dataset->test}) {
      const auto numbers = part->bytes.size() + part->values.size();
      if (static_cast<int64_t>(numbers) != part->count * dataset->sample.size()) std::abort();
      if (static_cast<int64_t>(part->labels.size()) != part->count * dataset->labels_per_sample()) std::abort();
      if (static_cast<int64_t>(part->targets.size()) != part->count * dataset->outputs) std::abort();
      for (const int label : part->labels) {
        if (label < 0 || label >= static_cast<int>(dataset->classes.size())) std::abort();
      }
      for (const float value : part->values) {
        if (!std::isfinite(value)) std::abort();
      }
    }
  } catch (const saddle::Error&) {
    return;
  }
}
