#pragma once

#include <map>
#include <string>
#include <vector>

#include "saddle/properties.h"

namespace saddle {

// Settings at which a layer is likely to be wrong when it is right at its defaults.
inline const std::map<std::string, std::vector<Properties>>& odd_settings() {
  static const std::map<std::string, std::vector<Properties>> odd = {
      {"conv2d",
       {{{"filters", 1}, {"kernel", 1}},
        {{"filters", 17}, {"kernel", 3}, {"stride", 2}},
        {{"filters", 2}, {"kernel", 5}, {"padding", 4}},
        {{"filters", 4}, {"kernel", 3}, {"stride", 3}, {"padding", 2}},
        {{"filters", 3}, {"kernel", 2}, {"stride", 5}},
        {{"filters", 4}, {"kernel", 3}, {"bias", false}, {"bias_init", 1.0}},
        {{"filters", 4}, {"kernel", 1}, {"kernel_width", 4}, {"padding_width", 2}},
        {{"filters", 4}, {"kernel", 5}, {"kernel_width", 1}, {"stride_width", 2}, {"padding", 1}, {"padding_width", 0}},
        {{"filters", 4}, {"kernel", 3}, {"stride", 2}, {"stride_width", 1}}}},
      {"dense",
       {{{"units", 1}},
        {{"units", 2}, {"bias_init", 0.5}},
        {{"units", 17}, {"bias", false}},
        {{"units", 4}, {"init", 0.3}}}},
      {"max_pool2d",
       {{{"kernel", 3}, {"stride", 1}},
        {{"kernel", 3}, {"stride", 2}, {"padding", 1}},
        {{"kernel", 1}, {"stride", 3}},
        {{"kernel", 2}, {"stride", 3}},
        {{"kernel", 2}, {"kernel_width", 3}, {"stride_width", 1}, {"padding_width", 1}},
        {{"kernel", 5}, {"stride", 1}, {"padding", 2}}}},
      {"avg_pool2d",
       {{{"kernel", 3}, {"stride", 1}},
        {{"kernel", 3}, {"stride", 2}, {"padding", 1}},
        {{"kernel", 1}, {"stride", 3}},
        {{"kernel", 2}, {"stride", 3}},
        {{"kernel", 3}, {"kernel_width", 2}, {"stride", 1}, {"stride_width", 2}, {"padding_width", 1}},
        {{"kernel", 4}, {"stride", 1}, {"padding", 2}}}},
      {"auxiliary_output", {{{"weight", 0.0}}, {{"weight", 2.0}}}},
      {"batch_norm", {{{"per", "feature"}}, {{"epsilon", 0.5}, {"momentum", 0.0}}}},
      {"local_response_norm",
       {{{"size", 2}, {"alpha", 0.5}, {"k", 1.0}},
        {{"size", 1}, {"alpha", 1.0}, {"beta", 2.0}},
        {{"size", 9}, {"alpha", 0.3}}}},
      {"upsample2d", {{{"factor", 3}}, {{"factor", 1}}, {{"mode", "nearest"}}, {{"factor", 4}, {"mode", "nearest"}}}},
      {"leaky_relu", {{{"slope", 0.0}}, {{"slope", 0.5}}, {{"slope", 1.0}}}},
      {"dropout", {{{"ratio", 0.0}}, {{"ratio", 0.8}}, {{"ratio", 0.3}, {"inverted", false}}}}};
  return odd;
}

}  // namespace saddle
