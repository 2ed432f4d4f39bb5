#include "study/journal.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <tuple>
#include <unistd.h>

#include "io/file_bytes.h"
#include "model/json_value.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint64_t largest_journal = uint64_t{4} << 30;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json event_json(const char* event, int64_t trial) { return {{"event", event}, {"trial", trial}}; }

}  // namespace

Json outcome_json(const char* event, const Trial& trial) {
  Json line = event_json(event, trial.index);
  line["steps"] = trial.steps;
  line["diverged"] = trial.diverged;
  for (const FigureRow& row : figure_table) {
    if (!row.name.starts_with("test")) line[std::string(row.name)] = number(trial.figures.*(row.value));
  }
  Json steps = Json::array(), values = Json::array();
  for (const CurvePoint& point : trial.curve) {
    steps.push_back(static_cast<int64_t>(point.step));
    values.push_back(number(point.value));
  }
  line["curve"] = {{"steps", steps}, {"values", values}};
  return line;
}

Journal::Journal(const std::filesystem::path& file, const Search& search, bool resume) : name_(file.string()) {
  if (!resume && std::filesystem::exists(file) && std::filesystem::file_size(file) > 0)
    throw Error(name_, "is there already; go on with it by --resume, or choose another journal");
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) fail_to_write();
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
      throw Error(name_, "is in use by another search; wait for its end, or choose another journal");
    content_ = parse_journal(read_file(file, largest_journal), name_);
    const Json head = journal_head(search);
    if (content_.search && *content_.search != head) {
      for (const auto& [key, value] : head.items()) {
        if (!content_.search->contains(key) || content_.search->at(key) != value)
          throw Error(name_, "is the journal of another search, with not the same {}; choose another journal", key);
      }
    }
    if (::ftruncate(file_, content_.whole_bytes) != 0) fail_to_write();
    if (!content_.search) {
      append(Json{{"saddle_journal", 1}, {"search", head}}.dump() + "\n");
      flush();
    }
  } catch (...) {
    ::close(file_);
    throw;
  }
}

Journal::~Journal() { ::close(file_); }

void Journal::fail_to_write() const {
  if (errno == ENOSPC || errno == EDQUOT)
    throw Error(name_, "cannot be written: {}; free some space and go on by --resume", std::strerror(errno));
  throw Error(name_, "cannot be written: {}; choose another place", std::strerror(errno));
}

// Written in one piece, so that whoever reads along sees whole lines, and of a process that is killed at most the last
// line is torn. What a full disk has cut is taken back: where there is space again, others go on behind whole lines.
void Journal::append(const std::string& lines) {
  const MutexLock lock(mutex_);
  const off_t before = ::lseek(file_, 0, SEEK_END);
  for (size_t at = 0; at < lines.size();) {
    const ssize_t written = ::write(file_, lines.data() + at, lines.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int reason = errno;
      std::ignore = ::ftruncate(file_, before);  // if it fails as well, the line is torn
      errno = reason;
      fail_to_write();
    }
    at += static_cast<size_t>(written);
  }
}

void Journal::flush() {
  if (::fdatasync(file_) != 0) fail_to_write();
}

void Journal::drawn(const Search& search, const std::vector<int64_t>& trials) {
  std::string lines;
  for (const int64_t index : trials) {
    Json line = event_json("drawn", index), settings = Json::object();
    const auto values = draw(search, index);
    for (size_t i = 0; i < values.size(); ++i) settings[search.ranges[i].path] = json_of_value(values[i]);
    line["settings"] = settings;
    lines += line.dump() + "\n";
  }
  if (lines.empty()) return;
  append(lines);
  flush();
}

// Without it the trial is made again all the same, so it reaches the disk with what follows.
void Journal::started(int64_t trial) { append(event_json("started", trial).dump() + "\n"); }
void Journal::reached(const Trial& trial, int rung) {
  Json line = outcome_json("reached", trial);
  line["rung"] = rung;
  append(line.dump() + "\n");
  flush();
}

void Journal::finished(const Trial& trial) {
  append(outcome_json("finished", trial).dump() + "\n");
  flush();
}

void Journal::stopped(const Trial& trial) {
  Json line = event_json("stopped", trial.index);
  line["steps"] = trial.steps;
  append(line.dump() + "\n");
}

void Journal::failed(const Trial& trial) {
  Json line = event_json("failed", trial.index);
  line["attempt"] = trial.failures;
  line["why"] = trial.why ? trial.why->text() : "";
  append(line.dump() + "\n");
  flush();
}

}  // namespace saddle
