// A step allocates nothing. A program of its own, because it replaces operator new.
#include <atomic>
#include <cstdlib>
#include <new>
#include <utility>

#include <gtest/gtest.h>

#include "nets.h"
#include "saddle/catalog.h"
#include "saddle/trainer.h"

namespace {
std::atomic<int64_t> allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (!memory) throw std::bad_alloc();
  return memory;
}
}  // namespace

void* operator new(std::size_t size) { return counted(size, 16); }
void* operator new[](std::size_t size) { return counted(size, 16); }
void* operator new(std::size_t size, std::align_val_t at) { return counted(size, static_cast<std::size_t>(at)); }
void* operator new[](std::size_t size, std::align_val_t at) { return counted(size, static_cast<std::size_t>(at)); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace saddle {
namespace {

int64_t allocations_of(Trainer& trainer, int steps) {
  const int64_t before = allocations;
  for (int i = 0; i < steps; ++i) trainer.step();
  return allocations - before;
}

// Of 20 steps, several epochs, after as many that allocated nothing. A thread begins with work of its own and helps the
// others when it is done: on a busy machine a kind of work may come late to it, for which it then grows a buffer, once.
// That is waited for, not pardoned.
int64_t allocations_of_steps(const Experiment& experiment, const std::shared_ptr<const Dataset>& dataset) {
  Trainer trainer(experiment, dataset);
  int64_t before = 1, now = 1;
  for (int row = 0; row < 40 && before + now > 0; ++row) before = std::exchange(now, allocations_of(trainer, 20));
  return before + now;
}

TEST(Step, AllocatesNothing) {
  const auto dataset = noise({3, 20, 18}, 4, 300);
  for (const int threads : {1, 2}) {
    for (const Entry& optimizer : catalog::optimizers()) {
      Experiment experiment = experiment_of(heavy_network(4), {{"batch_size", 64}, {"threads", threads}});
      experiment.optimizer = {std::string(optimizer.name), {{"weight_decay", 0.1}}};
      EXPECT_EQ(allocations_of_steps(experiment, dataset), 0) << optimizer.name << ", " << threads << " threads";
    }
  }
}

TEST(Step, AllocatesNothingWhateverTheLayer) {
  const auto dataset = noise({2, 8, 6}, 3, 60);
  for (const Entry& layer : catalog::layers()) {
    if (layer.name == "step") continue;  // there is no step through it
    const auto network = network_around(node(std::string(layer.name)), node("conv2d"), 3);
    EXPECT_EQ(allocations_of_steps(experiment_of(network, {{"batch_size", 7}}), dataset), 0) << layer.name;
  }
}

TEST(Step, AllocatesNothingHoweverSamplesAndRatesAreChosen) {
  for (const Properties& training : std::vector<Properties>{{{"sampling", "with_replacement"}},
                                                            {{"schedule", "cosine"}, {"epochs", 2}},
                                                            {{"batch_size", 1}},
                                                            {{"batch_size", 90}}}) {
    EXPECT_EQ(allocations_of_steps(experiment_of(mixed_network(3), training), noise({1, 12, 12}, 3, 60)), 0)
        << training.begin()->first;
  }
}

TEST(Step, AllocatesNothingWhileItVariesPictures) {
  Experiment experiment = experiment_of(mixed_network(4), {{"batch_size", 64}});
  experiment.augmentation = {{"shift", 1.0}, {"rotation", 5.0}, {"elastic", 1.0}, {"stroke", 0.5}, {"noise", 0.1}};
  EXPECT_EQ(allocations_of_steps(experiment, noise({1, 20, 18}, 4, 300)), 0);
}

TEST(Step, AllocatesNothingWithUnitsThatAreHeldAndLayersThatAreFrozen) {
  for (const int threads : {1, 2}) {
    Experiment experiment = experiment_of(heavy_network(4), {{"batch_size", 64}, {"threads", threads}});
    assign(experiment, "network[0].pinned", "3 5=1.5");
    assign(experiment, "network[8].pinned", "0");
    assign(experiment, "network[4].frozen", true);
    EXPECT_EQ(allocations_of_steps(experiment, noise({3, 20, 18}, 4, 300)), 0) << threads << " threads";
  }
}

TEST(Step, TheCountIsNotAlwaysZero) {  // otherwise the tests above prove nothing
  const int64_t before = allocations;
  const std::vector<int> grown(1000);
  EXPECT_GT(allocations, before);
}

}  // namespace
}  // namespace saddle
