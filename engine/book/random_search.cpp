#include <chrono>
#include <cmath>
#include <thread>

#include "book/shared/run.h"
#include "saddle/search_runner.h"

namespace saddle::book {
namespace {

Search searched(const BookRun& run, int seed) {
  return {.base = run.preset("random-search"),
          .ranges = {{.path = "optimizer.weight_decay", .low = 1e-8, .high = 1e-4, .logarithmic = true},
                     {.path = "optimizer.learning_rate", .low = 1e-6, .high = 1e-2, .logarithmic = true}},
          .trials = 100,
          .seed = seed,
          .paired = false,
          .metric = "validation_accuracy"};
}

void make_search(BookRun& run) {
  BookFigure& best = run.figure(
      {.what = make_issue("", "best accuracy on the 100 images for validation"), .book = .84, .digit = 1e-2});
  BookFigure& rate = run.figure({.what = make_issue("", "its learning rate, log10"),
                                 .book = std::log10(.0094),
                                 .margin = .3,
                                 .why = "the best of 100 draws lies where it happens to"});
  for (int seed = 1; seed <= run.seeds(); ++seed) {
    const Search search = searched(run, seed);
    SearchRunner runner(search, {.data_directory = run.options().data_directory});
    while (!runner.latest()->done) {
      const auto now = runner.latest();
      run.done((seed - 1 + static_cast<double>(now->ended) / 100) / run.seeds());
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    const auto end = runner.latest();
    if (end->issue) throw Error(*end->issue);
    const Trial& first = *end->trials[static_cast<size_t>(best_trials(search, *end, 1).at(0))];
    best.ours.push_back(first.figures.validation_accuracy);
    rate.ours.push_back(std::log10(number_of(first.settings[1])));
  }
}

}  // namespace

BookRow random_search() {
  return {.about = {.name = "random_search",
                    .chapter = 6,
                    .title = "Random search",
                    .help = "100 trials of 50 epochs on 400 images: which learning rate and weight decay are best?",
                    .seconds = 8,
                    .needs_mnist = true},
          .order = 8,
          .make = make_search};
}

}  // namespace saddle::book
