#pragma once

#include <cmath>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "saddle/dataset.h"
#include "saddle/experiment_file.h"
#include "saddle/trainer.h"

// The book's published outputs are single runs. Each experiment is run with five seeds, and the book's figure must lie
// where a sixth run of ours would: within three standard deviations of the mean, as a single draw against five (so
// times sqrt(1 + 1/5)), and half a unit of the book's last digit. Each figure is printed beside ours.
namespace saddle::book {

constexpr int seeds = 5;

inline bool have_mnist() { return std::getenv("SADDLE_DATA") != nullptr; }

inline Experiment preset(const std::string& name, const std::vector<std::pair<std::string, Value>>& changes = {}) {
  Experiment experiment = preset_or_file(name, SADDLE_ASSETS "/presets");
  for (const auto& [path, value] : changes) assign(experiment, path, value);
  return experiment;
}

inline double accuracy(Trainer& trainer, Dataset::Part part) { return trainer.evaluate(part).accuracy; }

// One figure, of all seeds.
class Figure {
 public:
  Figure(std::string name, double book, double digit) : name_(std::move(name)), book_(book), digit_(digit) {}

  void add(double ours) { runs_.push_back(ours); }
  double mean() const {
    double sum = 0;
    for (const double run : runs_) sum += run;
    return sum / static_cast<double>(runs_.size());
  }
  double deviation() const {
    double squares = 0;
    for (const double run : runs_) squares += (run - mean()) * (run - mean());
    return std::sqrt(squares / static_cast<double>(runs_.size() - 1));
  }
  // `explained`: why ours may differ more; the row says so, and `margin` is added to what is allowed.
  void check(double margin = 0, const std::string& explained = {}) const {
    const double allowed = 3 * deviation() * std::sqrt(1 + 1.0 / seeds) + digit_ / 2 + margin;
    const bool agrees = std::abs(book_ - mean()) <= allowed;
    fmt::print("| {:<58} | {:>8.4g} | {:>8.4g} | {:>7.2g} | {} {}|\n", name_, book_, mean(), deviation(),
               agrees ? "agrees" : "DIFFERS", explained.empty() ? "" : "(" + explained + ") ");
    EXPECT_TRUE(agrees) << name_ << ": the book has " << book_ << ", five seeds give " << mean() << " +- "
                        << deviation();
  }

 private:
  std::string name_;
  double book_, digit_;
  std::vector<double> runs_;
};

inline void heading(const std::string& title) {
  fmt::print("\n{}\n| {:<58} | {:>8} | {:>8} | {:>7} |\n", title, "figure", "book", "ours", "sd");
}

// Runs `experiment` to its end with five seeds. `see` is called before the first step and after each, with the loss of
// the step's batch (not a number before the first).
inline void each_seed(const Experiment& experiment, int64_t steps, const std::function<void(Trainer&, double)>& see) {
  const auto dataset = load_dataset(experiment.data);
  for (int seed = 1; seed <= seeds; ++seed) {
    Experiment seeded = experiment;
    assign(seeded, "training.seed", seed);
    Trainer trainer(seeded, dataset);
    see(trainer, std::nan(""));
    for (int64_t step = 0; step < steps; ++step) {
      const double loss = trainer.step();
      see(trainer, loss);
      if (!std::isfinite(loss)) break;
    }
  }
}

class Book : public testing::Test {
 protected:
  void SetUp() override {
    if (!have_mnist()) GTEST_SKIP() << "set SADDLE_DATA to a folder with mnist/";
  }
};

}  // namespace saddle::book
