// Saving leaves either the old file or the new one, and nothing else.
#include "io/atomic_file.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "../folder.h"
#include "saddle/error.h"
#include "saddle/output_file.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

std::string fault_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(AtomicFile, WhatAKilledProgramLeftIsSweptAndNothingElse) {
  const Folder folder;
  folder.write("net.npz.saddle-Ab3dEf", "half a file");
  folder.write("net.npz.backup", "the user's own");
  folder.write("net.npz.saddle-notes", "the user's own too, by one letter fewer");
  folder.write("other.npz.saddle-Ab3dEf", "of another file");
  save_atomically(folder / "net.npz", "new");
  EXPECT_EQ(names_in(folder.path()),
            (std::set<std::string>{"net.npz", "net.npz.backup", "net.npz.saddle-notes", "other.npz.saddle-Ab3dEf"}));
  EXPECT_EQ(content(folder / "net.npz"), "new");
}

TEST(AtomicFile, ASymbolicLinkStaysOneAndLeadsToTheNewContent) {
  const Folder folder;
  folder.write("deep/net.npz", "old");
  fs::create_symlink("deep/net.npz", folder / "latest.npz");
  save_atomically(folder / "latest.npz", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "latest.npz"));
  EXPECT_EQ(content(folder / "deep/net.npz"), "new");
  EXPECT_EQ(names_in(folder / "deep"), std::set<std::string>{"net.npz"});
}

TEST(AtomicFile, APipeOrADeviceIsRefused) {
  const Folder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe.npz").c_str(), 0600), 0);
  for (const fs::path& file : {folder / "pipe.npz", fs::path("/dev/null")}) {
    EXPECT_NE(fault_of([&] { save_atomically(file, "bytes"); }).find("a device or a pipe"), std::string::npos) << file;
    EXPECT_NE(fault_of([&] { check_writable(file); }).find("a device or a pipe"), std::string::npos) << file;
    EXPECT_TRUE(fs::exists(file) && !fs::is_regular_file(file)) << file;
  }
}

TEST(AtomicFile, AskingWhetherAFileCanBeWrittenChangesNothing) {
  const Folder folder;
  folder.write("net.npz", "old");
  EXPECT_NO_THROW(check_writable(folder / "net.npz"));
  EXPECT_NO_THROW(check_writable(folder / "new.npz"));
  EXPECT_NO_THROW(check_writable(folder / "a/folder/of/tomorrow/new.npz"));
  EXPECT_EQ(names_in(folder.path()), std::set<std::string>{"net.npz"});
  EXPECT_EQ(content(folder / "net.npz"), "old");
  EXPECT_NE(fault_of([&] { check_writable(folder.path()); }).find("it is a folder"), std::string::npos);
  EXPECT_NE(fault_of([&] { check_writable(folder / "net.npz" / "below.npz"); }), "");
  EXPECT_NE(fault_of([&] { check_writable(folder / std::string(300, 'n')); }), "");
  EXPECT_NE(fault_of([&] { check_writable("/proc/net.npz"); }), "");
}

}  // namespace
}  // namespace saddle
