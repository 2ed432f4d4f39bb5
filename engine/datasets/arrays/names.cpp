#include "datasets/arrays/names.h"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saddle::datasets {
namespace {

using Words = std::span<const std::string_view>;

std::string in_small_letters(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

Words words_for(ArrayPart part) {
  static constexpr std::string_view train[] = {"train", "training"}, test[] = {"test", "testing"},
                                    validation[] = {"validation", "valid", "val", "dev"};
  switch (part) {
    case ArrayPart::train:
      return train;
    case ArrayPart::test:
      return test;
    case ArrayPart::validation:
      break;
  }
  return validation;
}

// The likeliest first. Where a file has one part, nothing need say which.
std::string found_in(const NpzReader& file, std::initializer_list<std::string_view> kinds, ArrayPart part) {
  const std::vector<std::string> there = file.names();
  const auto find = [&](const std::string& name) { return std::ranges::find(there, name, in_small_letters); };
  const auto text = [](std::string_view a, std::string_view b, std::string_view c) {
    return std::string(a).append(b).append(c);
  };
  for (const std::string_view kind : kinds) {
    if (part == ArrayPart::train) {
      if (const auto found = find(std::string(kind)); found != there.end()) return *found;
    }
    for (const std::string_view word : words_for(part)) {
      for (const std::string& name :
           {text(kind, "_", word), text(word, "_", kind), text(kind, "", word), text(word, "", kind)}) {
        if (const auto found = find(name); found != there.end()) return *found;
      }
    }
  }
  const std::string_view usual = *kinds.begin();
  return part == ArrayPart::train ? std::string(usual) : text(usual, "_", *words_for(part).begin());
}

}  // namespace

std::string array_of_samples(const NpzReader& file, ArrayPart part) {
  return found_in(file, {"x", "data", "images", "inputs", "features", "input", "samples"}, part);
}

std::string array_of_targets(const NpzReader& file, ArrayPart part) {
  return found_in(file, {"y", "labels", "label", "targets", "target", "classes"}, part);
}

}  // namespace saddle::datasets
