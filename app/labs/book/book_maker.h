#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "saddle/book.h"
#include "saddle/latest_job.h"

namespace saddle::app {

// Makes experiments of the book, one after the other, on a thread of its own, and keeps what came of them.
class BookMaker {
 public:
  // What is known at one moment. Immutable once it is published.
  struct State {
    std::map<std::string, std::shared_ptr<const std::vector<BookFigure>>, std::less<>> made;
    std::map<std::string, Issue, std::less<>> failed;
    std::string making;  // the one that is being made; empty: none
    double share = 0;    // of that
  };
  struct Order {
    std::vector<std::string> names;  // none: stop
    BookOptions options;
  };

  BookMaker(bool threads, std::function<void()> wake);

  void make(std::vector<std::string> names, BookOptions options);
  void stop() { make({}, {}); }
  // Of this frame; never null.
  std::shared_ptr<const State> latest() const;
  bool busy() const;
  // Whether it was ordered and has not been made yet.
  bool waits(const std::string& name) const;
  bool pump() { return job_.pump(); }

 private:
  using Job = LatestJob<Order, std::shared_ptr<const State>>;
  static void work(const Order& order, Job::Progress& progress, State& known);

  Order ordered_;
  uint64_t number_ = 0;
  Job job_;
};

}  // namespace saddle::app
