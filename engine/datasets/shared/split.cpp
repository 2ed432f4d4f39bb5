#include "datasets/shared/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/rng.h"

namespace saddle {
namespace {

// Returns all samples in a random order of which every prefix has each class in its share: the j-th sample of a class
// of n is placed at (j + 1/2) / n of the way.
std::vector<int64_t> mixed(int64_t count, std::span<const int> labels, int classes, int seed) {
  std::vector<std::vector<int64_t>> of_class(static_cast<size_t>(labels.empty() ? 1 : classes));
  for (int64_t i = 0; i < count; ++i)
    of_class[labels.empty() ? 0 : static_cast<size_t>(labels[static_cast<size_t>(i)])].push_back(i);
  struct Place {
    double way;
    size_t label;
    int64_t sample;
  };
  std::vector<Place> places;
  places.reserve(static_cast<size_t>(count));
  for (size_t label = 0; label < of_class.size(); ++label) {
    auto& members = of_class[label];
    Rng rng(key(key(static_cast<uint64_t>(seed), "split"), label));
    for (size_t i = members.size(); i > 1; --i)  // Fisher and Yates
      std::swap(members[i - 1], members[static_cast<size_t>(rng.below(static_cast<int64_t>(i)))]);
    for (size_t j = 0; j < members.size(); ++j) {
      const double way = (static_cast<double>(j) + 0.5) / static_cast<double>(members.size());
      places.push_back({way, label, members[j]});
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.way < b.way; });
  std::vector<int64_t> order;
  order.reserve(places.size());
  for (const Place& place : places) order.push_back(place.sample);
  return order;
}

Samples picked(const Samples& all, const std::vector<int64_t>& which) {
  Samples part;
  part.count = static_cast<int64_t>(which.size());
  const auto pick = [&](const auto& from, auto& to) {
    const auto width = static_cast<int64_t>(from.size()) / std::max<int64_t>(all.count, 1);
    to.reserve(which.size() * static_cast<size_t>(width));
    for (const int64_t i : which) to.insert(to.end(), from.begin() + i * width, from.begin() + (i + 1) * width);
  };
  pick(all.bytes, part.bytes);
  pick(all.values, part.values);
  pick(all.labels, part.labels);
  pick(all.targets, part.targets);
  return part;
}

}  // namespace

Division divide(int64_t count, std::span<const int> labels, int classes, const DivideOptions& options) {
  const auto order = mixed(count, labels, classes, options.seed);
  const auto tested = static_cast<int64_t>(std::llround(options.test_share * static_cast<double>(count)));
  const int64_t rest = count - tested - options.validation;
  if (rest < 1) {
    throw Error(options.validation > 0 ? "data.validation" : "data.test_share",
                "of {} samples, {} are for testing and {} for validation; leave some to train on", count, tested,
                options.validation);
  }
  if (options.train > rest)
    throw Error("data.train", "{} samples are asked for, but there are {}", options.train, rest);
  const auto begin = order.begin() + tested;
  const auto train = begin + options.validation;
  return {.train = {train, train + (options.train > 0 ? options.train : rest)},
          .validation = {begin, train},
          .test = {order.begin(), begin}};
}

void fill_parts(Dataset& dataset, const Samples& all, const DivideOptions& options) {
  const std::span<const int> labels = dataset.per_pixel ? std::span<const int>() : all.labels;
  const Division parts = divide(all.count, labels, static_cast<int>(dataset.classes.size()), options);
  dataset.train = picked(all, parts.train);
  dataset.validation = picked(all, parts.validation);
  dataset.test = picked(all, parts.test);
  normalize(dataset, options.normalize);
}

}  // namespace saddle
