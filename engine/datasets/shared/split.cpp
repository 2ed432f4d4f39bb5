#include "datasets/shared/split.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

// In place: the rows order[0], order[1], … come first. `order` names each row once.
template <class Number>
void arrange(std::vector<Number>& rows, const std::vector<int64_t>& order) {
  if (rows.empty()) return;
  const auto width = std::ssize(rows) / std::ssize(order);
  const auto row = [&](int64_t i) { return rows.begin() + i * width; };
  std::vector<Number> first(static_cast<size_t>(width));
  std::vector<bool> there(order.size());
  for (int64_t begin = 0; begin < std::ssize(order); ++begin) {
    if (there[static_cast<size_t>(begin)]) continue;
    std::copy_n(row(begin), width, first.begin());
    for (int64_t to = begin;;) {  // around the cycle
      there[static_cast<size_t>(to)] = true;
      const int64_t from = order[static_cast<size_t>(to)];
      if (from == begin) {
        std::copy_n(first.begin(), width, row(to));
        break;
      }
      std::copy_n(row(from), width, row(to));
      to = from;
    }
  }
}

// The last `count` of them.
template <class Number>
std::vector<Number> cut_off(std::vector<Number>& rows, int64_t count, int64_t of) {
  if (rows.empty()) return {};
  const auto width = std::ssize(rows) / of;
  std::vector<Number> last(rows.end() - count * width, rows.end());
  rows.resize(rows.size() - last.size());
  return last;
}

Samples cut_off(Samples& all, int64_t count) {
  Samples last;
  last.bytes = cut_off(all.bytes, count, all.count);
  last.values = cut_off(all.values, count, all.count);
  last.labels = cut_off(all.labels, count, all.count);
  last.targets = cut_off(all.targets, count, all.count);
  last.count = count;
  all.count -= count;
  return last;
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

// Without a second copy of what may be most of the memory.
void fill_parts(Dataset& dataset, Samples all, const DivideOptions& options) {
  const std::span<const int> labels = dataset.per_pixel ? std::span<const int>() : all.labels;
  const Division parts = divide(all.count, labels, static_cast<int>(dataset.classes.size()), options);
  std::vector<int64_t> order = parts.train;
  order.insert(order.end(), parts.validation.begin(), parts.validation.end());
  order.insert(order.end(), parts.test.begin(), parts.test.end());
  const auto used = std::ssize(order);
  if (used < all.count) {  // data.train asks for fewer
    std::vector<bool> named(static_cast<size_t>(all.count));
    for (const int64_t i : order) named[static_cast<size_t>(i)] = true;
    for (int64_t i = 0; i < all.count; ++i)
      if (!named[static_cast<size_t>(i)]) order.push_back(i);
  }
  arrange(all.bytes, order);
  arrange(all.values, order);
  arrange(all.labels, order);
  arrange(all.targets, order);
  cut_off(all, all.count - used);
  dataset.test = cut_off(all, std::ssize(parts.test));
  dataset.validation = cut_off(all, std::ssize(parts.validation));
  dataset.train = std::move(all);
  normalize(dataset, options.normalize);
}

}  // namespace saddle
