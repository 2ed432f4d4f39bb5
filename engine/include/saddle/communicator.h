#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace saddle {

// The processes that mpirun has started together, in the words of MPI; its functions that do the same are named like
// them. One thread at a time uses it.
//
// Rank 0 decides what is done and how all of them end. Where another rank has failed, whatever rank 0 waits for throws
// Error with that rank's sentence; the others wait until rank 0 ends them.
class Communicator {
 public:
  struct Letter {
    int from = 0;
    std::string text = {};
  };

  virtual ~Communicator() = default;
  virtual int rank() const = 0;
  virtual int size() const = 0;
  virtual int local_size() const = 0;  // how many of them share this machine

  // Messages from one rank to another arrive in their order. Waits until `message` may be written to again.
  virtual void send(int to, std::span<const std::byte> message) = 0;
  // Waits for a message of just this length. Returns false where rank 0 has ended instead.
  virtual bool receive(int from, std::span<std::byte> message) = 0;
  // `counts` bytes of each rank lie in `all`, one after the other. Every rank brings its own and gets the others'.
  virtual void allgatherv(std::span<std::byte> all, std::span<const int64_t> counts) = 0;
  virtual void bcast(std::span<std::byte> message, int root) = 0;

  // Texts of any length, which nobody waits for: beside messages, and in an order of their own.
  virtual void post(int to, std::string text) = 0;
  virtual std::optional<Letter> poll() = 0;
  virtual bool ended() = 0;  // on another rank: whether rank 0 has ended

  // On another rank: tells rank 0 why this one cannot go on, and waits to be ended.
  [[noreturn]] virtual void fail(const std::string& why) = 0;
  // The last call. With a status of 0 it returns once all ranks have made it; with another one rank 0 ends all of them,
  // and the call does not return.
  virtual void end(int status) = 0;
};

// The rank of a process that was started by mpirun together with others, as the environment says; none where it was
// started alone.
std::optional<int> rank_by_mpirun();

// Begins MPI. Returns null where this process was started alone: then nothing of MPI is even loaded. Throws Error where
// this build has no MPI, or where it cannot be loaded.
std::unique_ptr<Communicator> join_mpirun();

}  // namespace saddle
