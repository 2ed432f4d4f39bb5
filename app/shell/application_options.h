#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "model/document.h"
#include "saddle/session.h"
#include "shell/copied.h"
#include "shell/settings.h"

namespace saddle::app {

struct ApplicationOptions {
  std::string lab = "network";             // a row of labs::all()
  std::string page = {};                   // of Concepts; empty: the first
  std::string lesson = {};                 // to open with, a name or a file; empty: none
  std::string experiment = "first-light";  // a preset or a file
  std::string data_directory = {};
  bool train = false;  // begin at once
  Session::Threading threading = Session::Threading::worker;
  int64_t moment_every = 0;  // steps from one kept moment of a run to the next, whatever that costs; 0: as it comes
  Settings settings = {};
  std::optional<Draft> draft = {};           // instead of the experiment: as it was left
  std::filesystem::path runs = {};           // folder of the kept runs; empty: they end with the program
  std::filesystem::path autosave = {};       // what an accident would cost is saved below it; empty: nothing is
  bool outlives_failures = false;            // what is thrown while a frame is drawn is said, and the window goes on
  std::filesystem::path settings_file = {};  // what is set is written there now and then; empty: it is not
  // What was copied elsewhere, asked on a worker thread. Null: only a text can be seen.
  std::function<Copied()> clipboard = nullptr;
  std::shared_ptr<Session> run = nullptr;  // one that has begun elsewhere, of this experiment; otherwise a new one
};

}  // namespace saddle::app
