#include "labs/compare/search_watch.h"

#include <algorithm>
#include <chrono>

#include "saddle/issue_of.h"

namespace saddle::app {
namespace {

// How often a journal is looked at.
constexpr std::chrono::milliseconds look_again{250};

template <class Future>
bool is_ready(const Future& future) {
  return future.valid() && future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

SearchWatch::~SearchWatch() {
  if (beginning_.valid()) beginning_.wait();
}

// The end of a search may take as long as a step of a large network, or as its data.
void SearchWatch::retire() {
  follower_ = {};
  std::erase_if(ending_, [](const std::future<void>& end) { return is_ready(end); });
  if (beginning_.valid())
    ending_.push_back(std::async(std::launch::async, [begun = std::move(beginning_)]() mutable { begun.get(); }));
  if (runner_)
    ending_.push_back(std::async(std::launch::async, [runner = std::move(runner_)]() mutable { runner.reset(); }));
  search_.reset();
  snapshot_.reset();
  failure_.reset();
  note_.reset();
  stop_wanted_ = false;
}

void SearchWatch::start(Search search, const std::filesystem::path& data_directory,
                        const std::filesystem::path& journal) {
  retire();
  journal_ = journal;
  own_ = true;
  done_ = false;
  const auto published = [wake = wake_, woken = woken_] {
    if (!woken->exchange(true)) wake();
  };
  // Data are loaded to count their samples.
  beginning_ =
      std::async(std::launch::async, [search = std::move(search), data_directory, journal, published]() mutable {
        Begun begun;
        try {
          begun.note = settle(search, data_directory);
          begun.runner = std::make_unique<SearchRunner>(
              std::move(search),
              SearchRunner::Options{
                  .data_directory = data_directory, .journal = journal, .resume = true, .published = published});
        } catch (...) {
          begun.failure = issue_of(std::current_exception());
        }
        published();
        return begun;
      });
}

void SearchWatch::stop() {
  stop_wanted_ = true;
  if (runner_) runner_->stop();
}

void SearchWatch::open(const std::filesystem::path& journal) {
  retire();
  journal_ = journal;
  own_ = false;
  done_ = true;
  {
    const std::lock_guard lock(mutex_);
    read_ = {};
  }
  follower_ = std::jthread([this](const std::stop_token& stop) { read_along(stop); });
}

void SearchWatch::read_along(const std::stop_token& stop) {
  JournalFollower follower(journal_);
  while (!stop.stop_requested()) {
    Read read;
    bool news = false;
    try {
      news = follower.follow();
      if (follower.search()) read.search = std::make_shared<const Search>(*follower.search());
      read.snapshot = follower.latest();
    } catch (...) {
      read.failure = issue_of(std::current_exception());
      news = true;
    }
    std::unique_lock lock(mutex_);
    if (news) {
      read_ = read;
      lock.unlock();
      if (!woken_->exchange(true)) wake_();
      lock.lock();
    }
    if (read.failure) return;
    ended_.wait_for(lock, stop, look_again, [] { return false; });
  }
}

void SearchWatch::follow() {
  woken_->store(false);
  if (is_ready(beginning_)) {
    Begun begun = beginning_.get();
    runner_ = std::move(begun.runner);
    note_ = begun.note;
    failure_ = begun.failure;
    if (runner_) {
      search_ = std::make_shared<const Search>(runner_->search());
      if (stop_wanted_) runner_->stop();
    } else {
      done_ = true;
    }
  }
  if (runner_) {
    snapshot_ = runner_->latest();
    done_ = snapshot_->done;
    if (snapshot_->issue) failure_ = snapshot_->issue;
  }
  if (own_) return;
  const std::lock_guard lock(mutex_);
  if (read_.search) {
    search_ = read_.search;
    snapshot_ = read_.snapshot;
  }
  if (read_.failure) failure_ = read_.failure;
}

}  // namespace saddle::app
