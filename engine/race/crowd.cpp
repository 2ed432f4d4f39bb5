#include "race/crowd.h"

#include "core/rng.h"
#include "model/type_named.h"

namespace saddle {

Crowd::Crowd(const Choice& optimizer, int64_t count)
    : optimizer_(type_named(optimizers::all(), optimizer.type).factory.make<double>(optimizer.properties)),
      count_(count) {
  for (Param<double>& param : params_) {
    param.spec = {.name = "point", .role = Role::weight, .shape = {count}};
    param.value = Tensor<double>({count});
    param.grad = Tensor<double>({count});
  }
  pointers_[0] = &params_[0];
  pointers_[1] = &params_[1];
}

void Crowd::look(const Surface& surface, double* f) { surface.evaluate(count_, x(), y(), f, nullptr, nullptr); }

void Crowd::look(const Surface& surface, double* f, const Race& race, int64_t t) {
  double *gx = params_[0].grad.data(), *gy = params_[1].grad.data();
  surface.evaluate(count_, x(), y(), f, gx, gy);
  if (race.noise == 0) return;
  Rng rng(key(key(static_cast<uint64_t>(race.seed), "gradient noise"), static_cast<uint64_t>(t)));
  const double along_x = race.noise * rng.normal(), along_y = race.noise * rng.normal();
  for (int64_t i = 0; i < count_; ++i) gx[i] += along_x;
  if (surface.dimensions() == 1) return;
  for (int64_t i = 0; i < count_; ++i) gy[i] += along_y;
}

void Crowd::step() { optimizer_->step(pointers_); }

}  // namespace saddle
