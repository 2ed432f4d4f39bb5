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

const Reading* Snapshot::reading(const Probe& probe) const {
  for (const auto& [asked, reading] : readings) {
    if (asked == probe) return reading.get();
  }
  return nullptr;
}

}  // namespace saddle
