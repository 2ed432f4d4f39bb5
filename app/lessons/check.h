#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lessons/lesson.h"
#include "saddle/experiment_file.h"

namespace saddle::app {

// All that is wrong with a lesson and can be known without a window and without training: presets, panels, pages and
// paths that there are not, values that cannot be, stages that cannot be built. Each names the file and the line.
std::vector<Issue> check(const Lesson& lesson, const std::vector<Preset>& presets,
                         const std::filesystem::path& data_directory);

// What became of a claim.
struct ClaimResult {
  bool holds = false;
  std::string found = {};  // the values that it asks for: "curves.train_loss.last = 2.3"
};
// Does what the claim says, upon the stage, with this seed. Throws Error where that cannot be done.
ClaimResult try_claim(const Lesson& lesson, const LessonClaim& claim, int seed, const std::vector<Preset>& presets,
                      const std::filesystem::path& data_directory);
inline constexpr int claim_seeds = 5;  // 1 to this

}  // namespace saddle::app
