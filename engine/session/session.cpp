#include "saddle/session.h"

#include <thread>

#include "session/loop.h"

namespace saddle {

struct Session::Worker {
  Worker(std::function<void()> published, Communicator* ranks) : loop(std::move(published), ranks) {}
  WorkerLoop loop;
  std::jthread thread = {};  // none where the caller pumps
};

Session::Session(Threading threading, std::function<void()> published, Communicator* ranks)
    : worker_(std::make_unique<Worker>(std::move(published), ranks)) {
  if (threading == Threading::worker) worker_->thread = std::jthread([this] { worker_->loop.run(); });
}

Session::~Session() {
  worker_->loop.stop();
  if (worker_->thread.joinable()) worker_->thread.join();
}

RunId Session::open() { return worker_->loop.open(); }
Ticket Session::send(RunId run, Command command) { return worker_->loop.send(run, std::move(command)); }
std::shared_ptr<const Snapshot> Session::latest() const { return worker_->loop.latest(); }

std::shared_ptr<const RunSnapshot> Session::latest(RunId run) const {
  if (auto found = latest()->find(run)) return found;
  auto idle = std::make_shared<RunSnapshot>();
  idle->id = run;
  return idle;
}

bool Session::pump() { return worker_->loop.pump(); }

}  // namespace saddle
