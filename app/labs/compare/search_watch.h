#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "labs/compare/runner_slot.h"
#include "saddle/journal_follower.h"
#include "saddle/search_runner.h"

namespace saddle::app {

// A search as the window watches it: its own, on threads of its own, or that of whoever writes a journal. All members
// are called on the window's thread, which waits for none of them.
class SearchWatch {
 public:
  // `wake`: called on any thread when there is something new.
  explicit SearchWatch(std::function<void()> wake) : wake_(std::move(wake)) {}

  // Settles and begins a search, instead of what was watched before; with a journal it goes on with it.
  void start(Search search, const std::filesystem::path& data_directory, const std::filesystem::path& journal);
  void stop();
  // Reads the journal, and again as it grows.
  void open(const std::filesystem::path& journal);
  void follow();  // every frame

  bool running() const { return own_ && !done_; }
  bool following() const { return follower_.joinable(); }
  // Null before there is anything.
  const std::shared_ptr<const Search>& search() const { return search_; }
  const std::shared_ptr<const SearchSnapshot>& snapshot() const { return snapshot_; }
  const std::optional<Issue>& failure() const { return failure_; }
  const std::optional<Issue>& note() const { return note_; }  // what was settled
  const std::filesystem::path& journal() const { return journal_; }

 private:
  struct Read {
    std::shared_ptr<const Search> search;
    std::shared_ptr<const SearchSnapshot> snapshot;
    std::optional<Issue> failure;
  };
  void retire();
  void read_along(const std::stop_token& stop);

  const std::function<void()> wake_;
  std::shared_ptr<std::atomic<bool>> woken_ = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<const Search> search_;
  std::shared_ptr<const SearchSnapshot> snapshot_;
  std::optional<Issue> failure_, note_;
  std::filesystem::path journal_;
  bool own_ = false, done_ = true;
  RunnerSlot<SearchRunner> slot_;

  std::mutex mutex_;  // around read_
  std::condition_variable_any ended_;
  Read read_;
  std::jthread follower_;
};

}  // namespace saddle::app
