#pragma once

#include <utility>

#include "saddle/nudge.h"

namespace saddle {

inline MadePicture made_picture(const Model& model, std::vector<float> picture) {
  std::vector<float> answer = model.predict(picture);
  return {std::move(picture), std::move(answer)};
}

// Throws Error unless the model tells classes apart, among them this one.
inline void check_classes(const Model& model, int class_index) {
  const int64_t classes = std::ssize(model.sample().classes);
  if (classes < 2 || model.sample().per_pixel)
    throw Error("", "the network does not tell classes apart; ask one that gives a class to each sample");
  if (class_index < 0 || class_index >= classes)
    throw Error("class", "there are {}, counted from 0; there is none at {}", classes, class_index);
}

}  // namespace saddle
