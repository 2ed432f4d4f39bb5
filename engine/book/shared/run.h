#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "book/shared/chapter.h"
#include "saddle/book.h"
#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "saddle/trainer.h"

namespace saddle {

// What an experiment of the book is given: presets, data, seeds; and where it puts its figures.
class BookRun {
 public:
  explicit BookRun(const BookOptions& options) : options_(options) {}

  const BookOptions& options() const { return options_; }
  int seeds() const { return options_.seeds; }
  Experiment preset(const std::string& name) const;
  // Loaded once, as long as it is asked for one after the other.
  std::shared_ptr<const Dataset> data(const Experiment& experiment);

  // A figure to fill. It stays where it is.
  BookFigure& figure(BookFigure figure);
  std::vector<BookFigure> figures() const { return {figures_.begin(), figures_.end()}; }

  // How many trainings each_seed() will be asked for, so that `go_on` hears shares of all of them.
  void expect(int trainings) { expected_ = trainings; }
  // Says how far the experiment has come, for what is not trained by each_seed(). Throws BookStopped.
  void done(double share) const;

  // Trains with one seed after the other. `see` is called before the first step and after each, with the loss of the
  // step's batch (not a number before the first). A run whose loss overflows ends there.
  void each_seed(const Experiment& experiment, int64_t steps, const std::function<void(Trainer&, double)>& see);

 private:
  const BookOptions& options_;
  std::deque<BookFigure> figures_;
  std::pair<Choice, std::shared_ptr<const Dataset>> loaded_;
  int expected_ = 1, trained_ = 0;
};

// Over all samples of the part.
double accuracy_on(Trainer& trainer, Dataset::Part part);

}  // namespace saddle
