#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "saddle/digit_judge.h"
#include "saddle/model.h"

namespace saddle::cli {

// The judge that ships, where the model reads digits; otherwise none, and nothing is refused.
std::optional<DigitJudge> judge_for(const Model& model);
// What it says of a picture in a file. Throws Error where that cannot be read.
Judgement judged(const DigitJudge& judge, const std::string& file);

// "digit", "why" and "evidence" of a row, before what else is said of it. `reads`: what a model makes of the form of a
// part.
void add_judgement(nlohmann::ordered_json& row, const Judgement& judgement, const std::vector<std::string>& reads);

}  // namespace saddle::cli
