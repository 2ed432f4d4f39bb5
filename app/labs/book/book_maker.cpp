#include "labs/book/book_maker.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace saddle::app {
namespace {

// A share is told so often, not with every step.
constexpr std::chrono::milliseconds between_shares{100};

}  // namespace

BookMaker::BookMaker(bool threads, std::function<void()> wake)
    : job_(
          threads,
          [known = State{}](const Order& order, Job::Progress& progress) mutable { work(order, progress, known); },
          std::move(wake)) {}

void BookMaker::work(const Order& order, Job::Progress& progress, State& known) {
  const auto publish = [&] { progress.publish(std::make_shared<const State>(known)); };
  for (const std::string& name : order.names) {
    known.making = name;
    known.share = 0;
    known.failed.erase(name);
    publish();
    BookOptions options = order.options;
    auto told = std::chrono::steady_clock::now();
    options.go_on = [&](double share) {
      if (const auto now = std::chrono::steady_clock::now(); now - told > between_shares) {
        told = now;
        known.share = share;
        publish();
      }
      return !progress.canceled();
    };
    try {
      known.made.insert_or_assign(name, std::make_shared<const std::vector<BookFigure>>(reproduce(name, options)));
    } catch (const BookStopped&) {
      break;
    } catch (const Error& error) {
      known.failed.insert_or_assign(name, error.issue());
    }
  }
  known.making.clear();
  publish();
}

void BookMaker::make(std::vector<std::string> names, BookOptions options) {
  ordered_ = {std::move(names), std::move(options)};
  number_ = job_.send(ordered_);
}

std::shared_ptr<const BookMaker::State> BookMaker::latest() const {
  static const auto nothing = std::make_shared<const State>();
  const auto result = job_.latest();
  return result->product ? result->product : nothing;
}

bool BookMaker::busy() const {
  const auto result = job_.latest();
  return !ordered_.names.empty() && !(result->order == number_ && result->complete);
}

bool BookMaker::waits(const std::string& name) const {
  if (!busy()) return false;
  const auto now = latest();
  const auto from = std::ranges::find(ordered_.names, now->making);
  const auto first = from == ordered_.names.end() ? ordered_.names.begin() : from + 1;
  return std::find(first, ordered_.names.end(), name) != ordered_.names.end();
}

}  // namespace saddle::app
