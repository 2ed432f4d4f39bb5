#pragma once

#include <string>

#include "saddle/experiment.h"

namespace saddle {

// The path of a study's axis (saddle/study.h) whose values are optimizers, each with settings of its own and else its
// usual ones; the text of such a value, "sgd:learning_rate=0.1:momentum=0.9", and back. Throws Error.
inline constexpr const char* whole_optimizer = "optimizer";
std::string optimizer_text(const Choice& optimizer);
Choice parse_optimizer(const std::string& text);

}  // namespace saddle
