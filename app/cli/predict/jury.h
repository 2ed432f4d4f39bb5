#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "saddle/ensemble.h"

namespace saddle::cli {

// One answer of several models, whose names are those of their files.
struct JuryAnswer {
  std::string question;  // the picture, or the row of a table
  const std::vector<std::string>& names;
  const std::vector<std::string>& classes;
  const Verdicts& verdicts;
};

// Adds the mean as the prediction, how many agree with it, and what each says.
void add_jury(nlohmann::ordered_json& row, const JuryAnswer& answer);
void print_jury(const JuryAnswer& answer);

}  // namespace saddle::cli
