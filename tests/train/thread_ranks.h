#pragma once

#include <condition_variable>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "saddle/communicator.h"

namespace saddle {

// Ranks that are threads of one process, without MPI. Nothing of theirs is shared but what they send.
class ThreadRanks {
 public:
  explicit ThreadRanks(int size) : size_(size) {}

  // body(communicator) on each rank, rank 0 on this thread; the others end when it has.
  void run(const std::function<void(Communicator&)>& body) {
    std::vector<std::jthread> others;
    for (int rank = 1; rank < size_; ++rank) {
      others.emplace_back([this, rank, &body] {
        Rank here(*this, rank);
        body(here);
      });
    }
    Rank here(*this, 0);
    body(here);
    here.end(0);
  }
  int64_t bytes_sent() const { return bytes_; }

 private:
  class Rank final : public Communicator {
   public:
    Rank(ThreadRanks& all, int rank) : all_(all), rank_(rank) {}
    int rank() const override { return rank_; }
    int size() const override { return all_.size_; }
    int local_size() const override { return all_.size_; }
    void send(int to, std::span<const std::byte> message) override { all_.put(rank_, to, message); }
    bool receive(int from, std::span<std::byte> message) override { return all_.take(from, rank_, message); }
    void allgatherv(std::span<std::byte> all, std::span<const int64_t> counts) override {
      for (int turn = 0; turn < 2; ++turn) {
        std::span<std::byte> rest = all;
        for (int rank = 0; rank < size(); ++rank) {
          const auto part = rest.first(static_cast<size_t>(counts[static_cast<size_t>(rank)]));
          rest = rest.subspan(part.size());
          if (turn == 0 && rank == rank_) {
            for (int to = 0; to < size(); ++to) {
              if (to != rank_) send(to, part);
            }
          }
          if (turn == 1 && rank != rank_) receive(rank, part);
        }
      }
    }
    void bcast(std::span<std::byte> message, int root) override {
      if (rank_ != root) {
        receive(root, message);
        return;
      }
      for (int to = 0; to < size(); ++to) {
        if (to != rank_) send(to, message);
      }
    }
    void post(int, std::string) override { throw std::logic_error("nobody writes letters here"); }
    std::optional<Letter> poll() override { return std::nullopt; }
    bool ended() override { return false; }
    void fail(const std::string& why) override { throw std::logic_error(why); }
    void end(int) override { all_.end(); }

   private:
    ThreadRanks& all_;
    const int rank_;
  };

  void put(int from, int to, std::span<const std::byte> message) {
    const std::lock_guard lock(mutex_);
    bytes_ += std::ssize(message);
    mail_[{from, to}].emplace_back(message.begin(), message.end());
    changed_.notify_all();
  }
  bool take(int from, int to, std::span<std::byte> message) {
    std::unique_lock lock(mutex_);
    auto& waiting = mail_[{from, to}];
    changed_.wait(lock, [&] { return !waiting.empty() || ended_; });
    if (waiting.empty()) return false;
    if (waiting.front().size() != message.size()) throw std::logic_error("a message of another length was expected");
    std::copy(waiting.front().begin(), waiting.front().end(), message.begin());
    waiting.pop_front();
    return true;
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  const int size_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
  int64_t bytes_ = 0;
  std::map<std::pair<int, int>, std::deque<std::vector<std::byte>>> mail_;
};

}  // namespace saddle
