// Against NumPy itself, in both directions.
#include "io/npz.h"

#include <filesystem>

#include "files.h"
#include "io/atomic_file.h"
#include "io/npy.h"
#include "saddle/error.h"

namespace saddle {
namespace {

TEST(Npz, ReadsWhatNumPyWrites) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  ASSERT_EQ(run_python(folder, R"(
a = np.arange(24).reshape(2, 3, 4)
for name, save in (("plain.npz", np.savez), ("packed.npz", np.savez_compressed)):
    save(name, f4=a.astype('<f4') / 3, f8=a.astype('<f8') / 3, f2=a.astype('<f2'), big=a.astype('>f4') / 3,
         fortran=np.asfortranarray(a.astype('f4') / 3), i8=a, u1=a.astype('u1'), yes=a > 11,
         scalar=np.float64(2.5), text=np.array('{"saddle": 1, "ü": "한"}'), empty=np.zeros((0, 4), 'f4'),
         **{'conv2d_1/weight': np.ones((2, 1, 3, 3), 'f4')})
)"),
            0);
  for (const char* name : {"plain.npz", "packed.npz"}) {
    const auto arrays = read_npz(folder / name);
    EXPECT_EQ(arrays.size(), 12u);
    for (const char* key : {"f4", "f8", "big", "fortran"}) {
      const NpyArray& array = arrays.at(key);
      EXPECT_EQ(array.shape, (std::vector<int64_t>{2, 3, 4})) << key;
      for (int i = 0; i < 24; ++i)
        EXPECT_FLOAT_EQ(array.values[static_cast<size_t>(i)], static_cast<float>(i) / 3) << key;
    }
    for (const char* key : {"f2", "i8", "u1"}) {
      for (int i = 0; i < 24; ++i)
        EXPECT_EQ(arrays.at(key).values[static_cast<size_t>(i)], static_cast<float>(i)) << key;
    }
    EXPECT_EQ(arrays.at("yes").values[11], 0);
    EXPECT_EQ(arrays.at("yes").values[12], 1);
    EXPECT_EQ(arrays.at("scalar").values, std::vector<float>{2.5f});
    EXPECT_TRUE(arrays.at("scalar").shape.empty());
    EXPECT_EQ(arrays.at("text").text, R"({"saddle": 1, "ü": "한"})");
    EXPECT_EQ(arrays.at("empty").values.size(), 0u);
    EXPECT_EQ(arrays.at("conv2d_1/weight").shape, (std::vector<int64_t>{2, 1, 3, 3}));
  }
}

TEST(Npz, NumPyReadsWhatItWrites) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  NpzWriter writer;
  std::vector<float> values;
  for (int i = 0; i < 24; ++i) values.push_back(static_cast<float>(i) / 3);
  writer.add("dense_1/weight", {4, 6}, values);
  writer.add("dense_1/bias", {24}, values);
  writer.add("scalar", {}, std::vector<float>{2.5f});
  writer.add_text("experiment", R"({"name": "첫걸음"})");
  save_atomically(folder / "model.npz", writer.finish());
  EXPECT_EQ(run_python(folder, R"(
z = np.load('model.npz')
assert sorted(z.files) == ['dense_1/bias', 'dense_1/weight', 'experiment', 'scalar'], z.files
w = z['dense_1/weight']
assert w.shape == (4, 6) and w.dtype == np.float32 and w.flags['C_CONTIGUOUS']
assert (w.ravel() == np.arange(24, dtype='f4') / np.float32(3)).all()
assert z['scalar'].shape == () and z['scalar'] == 2.5
assert str(z['experiment']) == '{"name": "첫걸음"}', z['experiment']
import zipfile
assert zipfile.ZipFile('model.npz').testzip() is None
)"),
            0);
}

TEST(Npz, SameArraysSameBytes) {
  const auto write = [] {
    NpzWriter writer;
    writer.add("a", {3}, std::vector<float>{1, 2, 3});
    writer.add_text("b", "text");
    return writer.finish();
  };
  EXPECT_EQ(write(), write());
}

TEST(Npz, AnyCutAndAnyFlippedByteIsFoundOrHarmless) {
  NpzWriter writer;
  writer.add("weight", {5, 4}, std::vector<float>(20, 0.5f));
  const std::string whole = writer.finish();
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_EQ(fault_of([&] { parse_npz(whole.substr(0, length), "m.npz"); }).find("m.npz"), 0u) << length;
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    const std::string fault = fault_of([&] {
      const auto arrays = parse_npz(damaged, "m.npz");
      // What does not change a value may pass: dates, flags, a name.
      for (const auto& [name, array] : arrays) EXPECT_EQ(array.values, std::vector<float>(20, 0.5f)) << at;
    });
    if (!fault.empty()) {
      EXPECT_EQ(fault.find("m.npz"), 0u) << fault;
    }
  }
}

TEST(Npz, SaysWhatIsWrongInOneSentence) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  ASSERT_EQ(run_python(folder, R"(
np.savez('complex.npz', a=np.ones(2, complex))
np.savez('texts.npz', a=np.array(['one', 'two']))
np.savez('objects.npz', a=np.array([{}, 1], dtype=object))
np.savez('records.npz', a=np.zeros(2, dtype=[('x', 'f4'), ('y', 'i4')]))
import warnings, zipfile
warnings.simplefilter('ignore')
with zipfile.ZipFile('twice.npz', 'w') as archive:
    for name in ['a.npy', 'b.npy', 'a.npy']:
        archive.writestr(name, zipfile.ZipFile('complex.npz').read('a.npy'))
)"),
            0);
  for (const char* name : {"complex.npz", "texts.npz", "objects.npz", "records.npz"}) {
    const std::string fault = fault_of([&] { read_npz(folder / name); });
    EXPECT_NE(fault.find(name), std::string::npos) << fault;
    EXPECT_EQ(fault.find('\n'), std::string::npos) << fault;
  }
  EXPECT_NE(fault_of([&] { read_npz(folder / "twice.npz"); }).find("has two arrays called a"), std::string::npos);
  EXPECT_NE(fault_of([&] { read_npz(folder / "none.npz"); }).find("there is no such file"), std::string::npos);
  const auto single = folder.write("single.npy", "\x93NUMPY\x01");
  EXPECT_NE(fault_of([&] { read_npz(single); }).find("is a single array (.npy)"), std::string::npos);
  EXPECT_NE(fault_of([&] { read_npz(folder.path()); }).find("is a folder"), std::string::npos);
}

TEST(Npy, AHeaderThatPromisesTooMuchIsRefusedBeforeMemoryIsTaken) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000, 1000000), }";
  header.resize(117, ' ');
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(118);
  bytes += '\0';
  const std::string fault = fault_of([&] { parse_npy(bytes + header, "big.npy"); });
  EXPECT_EQ(fault.find("big.npy"), 0u) << fault;
  EXPECT_NE(fault.find("0 bytes of values"), std::string::npos) << fault;
}

// Without the flag for UTF-8 a reader takes the bytes for letters of a code page.
TEST(Npz, NamesInAnyLanguageComeBackInNumPy) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  NpzWriter writer;
  const std::vector<float> values{1, 2};
  writer.add("층/weight", {2}, values);
  writer.add("dense_1/weight", {2}, values);
  save_atomically(folder / "korean.npz", writer.finish());
  EXPECT_EQ(run_python(folder, "assert set(np.load('korean.npz').files) == {'층/weight', 'dense_1/weight'}\n"), 0);
}

TEST(Npz, WhatAnArchiveCannotHoldIsRefusedBeforeItIsWritten) {
  NpzWriter writer;
  const std::vector<float> values{1};
  EXPECT_THROW(writer.add(std::string(70'000, 'n'), {1}, values), Error);
  EXPECT_THROW(
      {
        for (int i = 0; i < 70'000; ++i) writer.add(std::to_string(i), {1}, values);
      },
      Error);
}

TEST(Npy, ANegativeExtentIsRefusedAndALongAxisIsRead) {
  const auto with_shape = [](const std::string& shape, size_t bytes) {
    std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }";
    header.append(117 - header.size(), ' ');
    header += '\n';
    return std::string("\x93NUMPY\x01\x00", 8) + std::string{static_cast<char>(header.size()), '\0'} + header +
           std::string(bytes, '\1');
  };
  EXPECT_THROW(parse_npy(with_shape("-2, -3", 6), "x"), Error);
  EXPECT_THROW(parse_npy(with_shape("4294967296, 4294967296", 6), "x"), Error);
  EXPECT_EQ(parse_npy(with_shape("4194305, 1", 4194305), "x").values.size(), 4194305u);
}

}  // namespace
}  // namespace saddle
