#pragma once

#include <string>
#include <tuple>

#include "model/number_list.h"
#include "nn/initializer.h"

namespace saddle::layers {

// How weights and biases begin: the options that dense layers and convolutions share.
struct StartOptions {
  Value init = std::string("he");
  bool bias = true;
  double bias_init = 0;
  std::string weights, biases;

  template <class Options>
  static auto fields() {
    return std::tuple{
        field("init", &Options::init,
              {.min = 0, .max = 100, .logarithmic = true, .or_number = "N(0, σ)", .choices = initializers::names()},
              "How the weights begin: a rule, or the standard deviation of N(0, sigma)."),
        field("bias", &Options::bias, {}, "Adds a learned number to each output."),
        field("bias_init", &Options::bias_init, {.min = -1000, .max = 1000, .advanced = true},
              "What every bias begins with."),
        field("weights", &Options::weights, {.advanced = true},
              "First weights written out, output by output, divided by blanks: instead of init."),
        field("biases", &Options::biases, {.advanced = true},
              "First biases written out, divided by blanks: instead of bias_init."),
    };
  }

  // Throws Error where what is written out are not as many numbers as there are parameters.
  void check(int64_t weight_count, int64_t bias_count) const {
    check_count(weights, "weights", weight_count);
    check_count(biases, "biases", bias ? bias_count : 0);
  }

 private:
  static void check_count(const std::string& text, const char* key, int64_t wanted) {
    const auto numbers = std::ssize(numbers_in(text, key));
    if (numbers != 0 && numbers != wanted)
      throw Error(key, "{} numbers are written out, but the layer has {}", numbers, wanted);
  }
};

}  // namespace saddle::layers
