#pragma once

#include <functional>
#include <memory>

#include "saddle/command.h"
#include "saddle/snapshot.h"

namespace saddle {

// The worker and its mail. The worker owns the model; commands go in as values, snapshots come out immutable.
class Session {
 public:
  enum class Threading { worker, manual };
  explicit Session(
      Threading threading = Threading::worker, std::function<void()> published = [] {});  // called on the worker
  ~Session();  // stops between two steps, joins
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void send(Command command);                      // any thread; returns at once
  std::shared_ptr<const Snapshot> latest() const;  // any thread; returns at once, never null
  bool pump();                                     // manual: obey, step once, publish, on this thread; false when idle

 private:
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace saddle
