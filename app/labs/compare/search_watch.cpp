#include "labs/compare/search_watch.h"

#include <chrono>

#include "saddle/issue_of.h"

namespace saddle::app {
namespace {

// How often a journal is looked at.
constexpr std::chrono::milliseconds look_again{250};

}  // namespace

void SearchWatch::retire() {
  follower_ = {};
  slot_.give_up_beginning();
  slot_.retire();
  search_.reset();
  snapshot_.reset();
  failure_.reset();
  note_.reset();
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
  slot_.begin(
      [search = std::move(search), data_directory, journal, published](const std::atomic<bool>& stop) mutable {
        RunnerSlot<SearchRunner>::Begun begun;
        begun.note = settle(search, data_directory, &stop);
        begun.runner = std::make_unique<SearchRunner>(
            std::move(search),
            SearchRunner::Options{
                .data_directory = data_directory, .journal = journal, .resume = true, .published = published});
        return begun;
      },
      published);
}

void SearchWatch::stop() { slot_.stop(); }

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
  if (const auto outcome = slot_.follow()) {
    note_ = outcome->note;
    failure_ = outcome->failure;
    if (outcome->begun) search_ = std::make_shared<const Search>(slot_.runner()->search());
    done_ = !outcome->begun;
  }
  if (const SearchRunner* runner = slot_.runner()) {
    snapshot_ = runner->latest();
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
