// The proof that the window shows: that it covers the catalogs, and passes.
#include "saddle/proof.h"

#include <set>

#include <gtest/gtest.h>

#include "saddle/catalog.h"
#include "saddle/experiment.h"

namespace saddle {
namespace {

TEST(Proof, CoversEveryLayerLossAndOptimizerAndEveryKnobAndPasses) {
  int asked = 0;
  const Proof proof = prove([&](const Proof& so_far) { return so_far.rows.size() == static_cast<size_t>(++asked); });
  EXPECT_TRUE(proof.complete());
  std::set<std::string> names;
  for (const Proof::Row& row : proof.rows) {
    EXPECT_TRUE(row.passed) << row.name << " " << row.difference;
    EXPECT_GT(row.compared, 0) << row.name;
    names.insert(row.name);
  }
  for (const auto* entries : {&catalog::layers(), &catalog::losses(), &catalog::optimizers()}) {
    for (const Entry& entry : *entries) EXPECT_TRUE(names.contains(std::string(entry.name))) << entry.name;
  }
  for (const auto* entries : {&catalog::layers(), &catalog::losses(), &catalog::optimizers()}) {
    for (const Entry& entry : *entries) {
      for (const Property& property : entry.properties)
        EXPECT_TRUE(names.contains(std::string(entry.name) + "." + std::string(property.name))) << property.name;
    }
  }
  for (const Property& property : training_table()) {
    const bool measures = property.name == "evaluate_every" || property.name == "evaluate_samples";
    EXPECT_NE(names.contains("training." + std::string(property.name)), measures) << property.name;
  }
  for (const Property& property : augmentation_table())
    EXPECT_TRUE(names.contains("augment." + std::string(property.name))) << property.name;
  for (const char* set : {"circles", "clusters", "curve", "digit_scenes", "gates", "linear", "moons", "noise",
                          "procedural_digits", "spirals", "surface", "typed"}) {
    for (const Property& property : catalog::get(catalog::datasets(), set, "").properties)
      EXPECT_TRUE(names.contains(std::string("data.") + set + "." + std::string(property.name))) << property.name;
  }
}

TEST(Proof, EndsWhereItIsToldTo) {
  EXPECT_EQ(prove([](const Proof& so_far) { return so_far.rows.size() < 2; }).rows.size(), 2);
}

}  // namespace
}  // namespace saddle
