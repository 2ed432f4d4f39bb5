#include "saddle/essence.h"

#include <algorithm>
#include <tuple>

namespace saddle {
namespace {

// Every member is named, so that the next one is not forgotten here; what is left out decides no run.
auto essence(const Experiment& experiment) {
  const auto& [name, chapter, about, data, augmentation, network, loss, optimizer, training, reference, fault] =
      experiment;
  return std::tie(data, augmentation, network, loss, optimizer, fault);
}

bool same(const Properties& a, const Properties& b, std::span<const std::string_view> ignored) {
  const auto skipped = [&](Properties::const_iterator at, const Properties& of) {
    return std::find_if(at, of.end(), [&](const auto& property) {
      return std::find(ignored.begin(), ignored.end(), property.first) == ignored.end();
    });
  };
  auto left = skipped(a.begin(), a), right = skipped(b.begin(), b);
  while (left != a.end() && right != b.end() && *left == *right) {
    left = skipped(std::next(left), a);
    right = skipped(std::next(right), b);
  }
  return left == a.end() && right == b.end();
}

}  // namespace

bool same_essence(const Experiment& a, const Experiment& b, std::span<const std::string_view> ignored) {
  return essence(a) == essence(b) && same(a.training, b.training, ignored);
}

}  // namespace saddle
