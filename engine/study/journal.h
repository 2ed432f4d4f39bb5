#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "saddle/error.h"
#include "saddle/search_runner.h"
#include "saddle/thread_safety.h"

namespace saddle {

// What a journal says of one trial.
struct JournalTrial {
  bool drawn = false;
  std::vector<Value> settings = {};
  std::map<int, Trial> reached = {};  // of successive halving: what it was at each rung
  std::optional<Trial> finished = {};
  int failures = 0;
  std::optional<Issue> why = {};  // of the last failure
};

struct JournalContent {
  std::optional<nlohmann::ordered_json> search;  // that it is of; none where it is empty
  std::map<int64_t, JournalTrial> trials = {};
  int64_t whole_bytes = 0;  // up to the end of its last whole line
  int64_t torn_bytes = 0;   // what follows: a line that was being written when its process ended
};

// Parses a journal. Throws Error at `where` for a line that is none, for another version, and for lines of two
// different searches; journals of the same search, one after the other, are one.
JournalContent parse_journal(const std::string& text, const std::string& where);

// What came of a trial, as an event of a journal. Numbers keep their bits, but for those that are none.
nlohmann::ordered_json outcome_json(const char* event, const Trial& trial);
// The steps, figures and curve of it. Throws Error for what no outcome has, and what the JSON library does.
Trial outcome_in(const nlohmann::ordered_json& line, int64_t index);

// What a search is, as the first line of its journal says: neither how many trials nor on how many threads.
nlohmann::ordered_json journal_head(const Search& search);

// The file, held by one process at a time. Each line is with the system when its function returns, which a killed
// process does not matter to, and what anything follows from is on the disk.
class Journal {
 public:
  // Opens the file and reads it, or begins it; what a line that is torn has left is cut off. Throws Error where the
  // file is there and `resume` is false, where it is of another search, in use by another process, or damaged.
  Journal(const std::filesystem::path& file, const Search& search, bool resume);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  const JournalContent& content() const { return content_; }  // when it was opened
  // From any thread. Throws Error where the line cannot be written.
  void drawn(const Search& search, const std::vector<int64_t>& trials);
  void started(int64_t trial);
  void reached(const Trial& trial, int rung);
  void finished(const Trial& trial);
  void stopped(const Trial& trial);
  void failed(const Trial& trial);

 private:
  void append(const std::string& lines) SADDLE_EXCLUDES(mutex_);
  void flush();
  [[noreturn]] void fail_to_write() const;

  const std::string name_;
  int file_ = -1;
  JournalContent content_;
  Mutex mutex_;  // around append()
};

}  // namespace saddle
