#include "saddle/snapshot.h"

namespace saddle {

std::string_view name_of(Status status) {
  switch (status) {
    case Status::idle:
      return "idle";
    case Status::loading:
      return "loading";
    case Status::ready:
      return "ready";
    case Status::running:
      return "running";
    case Status::paused:
      return "paused";
    case Status::finished:
      return "finished";
    case Status::diverged:
      return "diverged";
    case Status::failed:
      return "failed";
  }
  return "";
}

const Reading* RunSnapshot::reading(const Probe& probe) const {
  for (const auto& [asked, reading] : readings) {
    if (asked == probe) return reading.get();
  }
  return nullptr;
}

std::shared_ptr<const ReadingHistory> RunSnapshot::history(const Probe& probe) const {
  for (const auto& [asked, history] : histories) {
    if (asked == probe) return history;
  }
  return nullptr;
}

std::optional<Reply> RunSnapshot::reply(Ticket ticket) const {
  if (ticket > answered) return std::nullopt;
  for (const Reply& reply : replies) {
    if (reply.ticket == ticket) return reply;
  }
  return Reply{.ticket = ticket};
}

std::shared_ptr<const RunSnapshot> Snapshot::find(RunId run) const {
  for (const auto& snapshot : runs) {
    if (snapshot->id == run) return snapshot;
  }
  return nullptr;
}

}  // namespace saddle
