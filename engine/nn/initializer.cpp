#include "nn/initializer.h"

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
    for (const InitializerType& type : initializers::all()) {
      if (type.entry.name == *name) return type.draw;
    }
  }
  const double sigma = std::holds_alternative<int>(init) ? std::get<int>(init) : std::get<double>(init);
  return [sigma](Rng& rng, int, int) { return sigma * rng.normal(); };
}

}  // namespace

template <class Real>
void initialize(std::span<Param<Real>> params, const Value& init, uint64_t seed, std::string_view node) {
  for (Param<Real>& param : params) {
    switch (param.spec.role) {
      case Role::weight: {
        Rng rng(key(key(key(seed, "weights"), node), param.spec.name));
        const auto draw = drawing(init);
        for (int64_t i = 0; i < param.value.size(); ++i) {
          param.value[i] = static_cast<Real>(draw(rng, param.spec.fan_in, param.spec.fan_out));
        }
        break;
      }
      case Role::scale:
        param.value.view().array().setOnes();
        break;
      case Role::bias:
      case Role::statistic:
        param.value.view().array().setZero();
        break;
    }
  }
}

template void initialize<float>(std::span<Param<float>>, const Value&, uint64_t, std::string_view);
template void initialize<double>(std::span<Param<double>>, const Value&, uint64_t, std::string_view);

}  // namespace saddle
