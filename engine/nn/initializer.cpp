#include "nn/initializer.h"

#include <algorithm>
#include <cmath>

#include "model/layer_type.h"
#include "model/number_list.h"
#include "model/type_named.h"

namespace saddle {
namespace initializers {

std::vector<std::string_view> names() {
  std::vector<std::string_view> names;
  for (const InitializerType& type : all()) names.push_back(type.entry.name);
  return names;
}

}  // namespace initializers

namespace {

std::function<double(Rng&, int, int)> drawing(const Value& init) {
  if (const auto* name = std::get_if<std::string>(&init)) {
    if (const InitializerType* type = find_type(initializers::all(), *name)) return type->draw;
  }
  const double sigma = number_of(init);
  return [sigma](Rng& rng, int, int) { return sigma * rng.normal(); };
}

template <class Real>
void assign(Tensor<Real>& value, const std::vector<double>& numbers) {
  std::transform(numbers.begin(), numbers.end(), value.data(), [](double x) { return static_cast<Real>(x); });
}

}  // namespace

Start start_of(const Node& node, const LayerType& type) {
  const auto value = [&](std::string_view name, Value otherwise) {
    const Property* row = find(type.entry.properties, name);
    return row ? value_of(node.properties, *row) : otherwise;
  };
  const auto numbers = [&](const std::string& name) {
    return numbers_in(std::get<std::string>(value(name, std::string())), name);
  };
  return {.init = value("init", 0.0),
          .bias = number_of(value("bias_init", 0.0)),
          .weights = numbers("weights"),
          .biases = numbers("biases")};
}

template <class Real>
void initialize(std::span<Param<Real>> params, const Start& start, uint64_t seed, std::string_view node) {
  for (Param<Real>& param : params) {
    switch (param.spec.role) {
      case Role::weight: {
        if (!start.weights.empty()) {
          assign(param.value, start.weights);
          break;
        }
        Rng rng(key(key(key(seed, "weights"), node), param.spec.name));
        const auto draw = drawing(start.init);
        for (int64_t i = 0; i < param.value.size(); ++i) {
          param.value[i] = static_cast<Real>(draw(rng, param.spec.fan_in, param.spec.fan_out));
        }
        break;
      }
      case Role::scale:
        param.value.view().array().setOnes();
        break;
      case Role::bias:
        param.value.view().array().setConstant(static_cast<Real>(start.bias));
        if (!start.biases.empty()) assign(param.value, start.biases);
        break;
      case Role::statistic:
        param.value.view().array().setZero();
        break;
    }
  }
}

template void initialize<float>(std::span<Param<float>>, const Start&, uint64_t, std::string_view);
template void initialize<double>(std::span<Param<double>>, const Start&, uint64_t, std::string_view);

}  // namespace saddle
