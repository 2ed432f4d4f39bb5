#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "saddle/command.h"
#include "saddle/communicator.h"
#include "saddle/snapshot.h"

namespace saddle {

// The worker and its mail. The worker owns the runs; commands go in as values, snapshots come out immutable. Several
// runs are trained in turn, a step each, and share threads and data sets: each learns, bit for bit, what it would
// alone.
class Session {
 public:
  enum class Threading { worker, manual };
  // `published` is called on the worker. `ranks`: null, or what this is rank 0 of: the processes that share the work of
  // its one run, as for ThreadPool.
  explicit Session(
      Threading threading = Threading::worker, std::function<void()> published = [] {}, Communicator* ranks = nullptr);
  ~Session();  // stops between two steps, joins
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // From any thread; all of these return at once.
  RunId open();  // another run, which is idle
  // The snapshot that answers the command names its ticket: RunSnapshot::reply(). What is sent to a run that was closed
  // is lost, and nothing answers it.
  Ticket send(RunId run, Command command);
  Ticket send(Command command) { return send(first_run, std::move(command)); }
  // Neither is null. A run is idle before it has begun, and again once it is closed.
  std::shared_ptr<const Snapshot> latest() const;
  std::shared_ptr<const RunSnapshot> latest(RunId run) const;

  // Of a manual session: obeys, makes a step of each run that goes on, measures, publishes, all on this thread. Returns
  // false when there was nothing to do.
  bool pump();

 private:
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace saddle
