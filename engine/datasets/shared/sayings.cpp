#include "datasets/shared/sayings.h"

#include <algorithm>
#include <cmath>

namespace saddle {

std::string listed(const std::vector<std::string>& names) {
  constexpr size_t most = 8;
  std::string text;
  for (size_t i = 0; i < std::min(names.size(), most); ++i) text += (i ? ", " : "") + names[i];
  return names.size() > most ? text + ", …" : text;
}

void note_large_inputs(Dataset& dataset, const std::string& normalize) {
  constexpr float large = 25;
  if (normalize != "none") return;
  float most = 0;
  for (const float value : dataset.train.values) most = std::max(most, std::abs(value));
  if (most >= large)
    dataset.notes.push_back(make_issue("data.normalize",
                                       "inputs reach {}, where networks learn best from numbers about 1; "
                                       "data.normalize=scale divides by the largest",
                                       most));
}

}  // namespace saddle
