#include "model/reading_age.h"

#include <algorithm>

namespace saddle::app {
namespace {

constexpr double too_old = 2;  // seconds

}  // namespace

ReadingAge age_of(const Reading& reading, const RunSnapshot& now) {
  if (now.looked_at)
    return {.step = reading.step,
            .behind = std::max<int64_t>(*now.looked_at - reading.step, 0),
            .past = reading.step <= *now.looked_at};
  return {.step = reading.step,
          .behind = std::max<int64_t>(now.steps - reading.step, 0),
          .stale = now.status == Status::running && now.seconds - reading.seconds > too_old};
}

std::optional<ReadingAge> age_of(std::span<const Reading* const> readings, const RunSnapshot& now) {
  std::optional<ReadingAge> oldest;
  for (const Reading* reading : readings) {
    if (!reading || reading->empty()) continue;
    const ReadingAge age = age_of(*reading, now);
    const bool stale = age.stale || (oldest && oldest->stale);
    if (!oldest || age.behind > oldest->behind) oldest = age;
    oldest->stale = stale;
  }
  return oldest;
}

}  // namespace saddle::app
