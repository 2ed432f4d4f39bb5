#include "nn/layer_roles.h"

#include <gtest/gtest.h>

#include "model/layer_type.h"
#include "model/type_named.h"

namespace saddle {
namespace {

std::unique_ptr<Layer<float>> make(const LayerType& type) {
  for (const Shape& sample : {Shape{4, 8, 8}, Shape{8}}) {
    const std::vector<Shape> in(static_cast<size_t>(type.min_inputs), sample);
    try {
      return type.factory.make<float>({}, in);
    } catch (const Error&) {  // takes no images
    }
  }
  return nullptr;
}

TEST(LayerRoles, OneInterfaceAssignsTheGradientOfEachLayerThatHasParameters) {
  int with_parameters = 0;
  for (const LayerType& type : layers::all()) {
    const auto layer = make(type);
    ASSERT_TRUE(layer) << type.entry.name;
    const LayerRoles<float> roles(*layer);
    const int gradients =
        (roles.batch_gradient != nullptr) + (roles.summed_gradient != nullptr) + (roles.statistics != nullptr);
    EXPECT_EQ(gradients, layer->params().empty() ? 0 : 1) << type.entry.name;
    with_parameters += !layer->params().empty();
  }
  EXPECT_GE(with_parameters, 3);
}

TEST(LayerRoles, AreFoundWhereALayerHasThem) {
  const auto dense = make(type_named(layers::all(), "dense")), conv2d = make(type_named(layers::all(), "conv2d")),
             norm = make(type_named(layers::all(), "batch_norm")), tanh = make(type_named(layers::all(), "tanh"));
  EXPECT_TRUE(LayerRoles<float>(*dense).batch_gradient && LayerRoles<float>(*dense).parallel_refresh);
  EXPECT_TRUE(LayerRoles<float>(*conv2d).summed_gradient);
  EXPECT_TRUE(LayerRoles<float>(*norm).statistics);
  const LayerRoles<float> none(*tanh);
  EXPECT_FALSE(none.batch_gradient || none.summed_gradient || none.statistics || none.parallel_refresh);
}

}  // namespace
}  // namespace saddle
