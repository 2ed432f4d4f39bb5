#pragma once

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "saddle/experiment_file.h"
#include "shell/assets.h"

namespace saddle::app {

// The network lab with one panel alone.
inline ApplicationOptions panel_alone(const std::string& panel, const std::string& experiment = "first-light") {
  return {.experiment = experiment, .settings = {.workspace = {.arrangement = "one", .panes = {panel}, .full = 0}}};
}

// A preset, changed, as a file of its own.
class ChangedPreset {
 public:
  ChangedPreset(const std::string& preset, const std::function<void(Experiment&)>& change) {
    Experiment experiment = load_experiment(assets_directory() / "presets" / (preset + ".json"));
    change(experiment);
    save_experiment(folder_ / "changed.json", experiment);
  }
  operator std::string() const { return (folder_ / "changed.json").string(); }

 private:
  Folder folder_;
};

}  // namespace saddle::app
